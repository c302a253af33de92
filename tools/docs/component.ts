import ts from "typescript";
import { docText, heritageOf, type Interfaces, membersOf, parse } from "./declarations.ts";

/** An argument of a component, or something that it gives. */
export interface ArgumentDoc {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly text: string;
}

/** A component as its page shows it. */
export interface ComponentDoc {
  readonly layer: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly arguments: readonly ArgumentDoc[];
  readonly members: readonly ArgumentDoc[];
}

/** The components of a file; a file of the ground floor has none. */
export function documentFile(file: string, interfaces: Interfaces): ComponentDoc[] {
  const source = parse(file);
  return source.statements.filter(ts.isClassDeclaration).flatMap((declaration) => {
    const heritage = heritageOf(declaration);
    if (!heritage.bases.includes("Component")) {
      return [];
    }
    const name = declaration.name?.text ?? "";
    // A field that says nothing itself means what the interface says that the class implements.
    const promised = new Map(
      heritage.interfaces
        .flatMap((each) => membersOf(each, interfaces))
        .flatMap(documentMember)
        .map((member) => [member.name, member.text]),
    );
    return {
      layer: file.split("/")[1] ?? "",
      name,
      file,
      text: docText(declaration),
      arguments: membersOf(`${name}Args`, interfaces).flatMap(documentMember),
      members: declaration.members
        .filter((member) => ts.isPropertyDeclaration(member) && isPublic(member))
        .flatMap(documentMember)
        .map((member) => ({ ...member, text: member.text || (promised.get(member.name) ?? "") })),
    };
  });
}

function isPublic(member: ts.ClassElement): boolean {
  return (
    member.name !== undefined && !ts.isPrivateIdentifier(member.name) && member.name.getText() !== "resources"
  );
}

function documentMember(member: ts.TypeElement | ts.ClassElement): ArgumentDoc[] {
  if (!(ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) || !member.type) {
    return [];
  }
  return [
    {
      name: member.name.getText(),
      type: member.type.getText().replace(/\s+/g, " "),
      optional: member.questionToken !== undefined,
      text: docText(member),
    },
  ];
}
