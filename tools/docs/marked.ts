/**
 * A document with a part between two comments, `<!-- begin: name -->` and `<!-- end: name -->`, replaced.
 *
 * @param file name of the document, for the error
 * @throws Error for a document without the comments
 */
export function replaceMarked(text: string, name: string, content: string, file: string): string {
  const begin = `<!-- begin: ${name} -->\n`;
  const end = `<!-- end: ${name} -->`;
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`${file} has no place between ${begin.trim()} and ${end}`);
  }
  return `${before}${begin}${content}${end}${after}`;
}
