/*
 * How Go compiles. Every tool has the same flags, as Go's cache shares a compiled package only between builds
 * with the same ones.
 */

/**
 * Left out: gRPC's pages for debugging, and with them up to a third of an executable; Google's mesh of gRPC servers, with
 * Envoy's interfaces, which the client of Cloud Storage would bring.
 */
const TAGS = "grpcnotrace,disable_grpc_modules";

/**
 * No data for debuggers: the linker drops it anyway. One thread for each package: of thousands, as many are compiled
 * side by side as there are cores, and two threads in one take a tenth longer than in two.
 */
const COMPILER = "-dwarf=false -c=1";

/** Without inlining a package compiles in half to two thirds of the time, and runs slower. */
const NOT_INLINED = `${COMPILER} -l`;

/** Where tests spend time: the machinery of Kubernetes, its store, the engine, and what all of them stand on. */
const OFTEN_RUN = [
  "std",
  "github.com/fxamacker/cbor/...",
  "github.com/gogo/protobuf/...",
  "github.com/google/cel-go/...",
  "github.com/json-iterator/...",
  "github.com/klauspost/compress/...",
  "github.com/pulumi/pulumi/pkg/v3/engine/...",
  "github.com/pulumi/pulumi/pkg/v3/resource/...",
  "github.com/pulumi/pulumi/sdk/v3/go/...",
  "go.etcd.io/...",
  "golang.org/x/net/...",
  "google.golang.org/grpc/...",
  "google.golang.org/protobuf/...",
  "k8s.io/apimachinery/...",
  "k8s.io/apiserver/...",
  "k8s.io/client-go/rest/...",
  "k8s.io/client-go/tools/...",
  "k8s.io/client-go/util/...",
  "k8s.io/kube-openapi/...",
  "sigs.k8s.io/json/...",
  "sigs.k8s.io/structured-merge-diff/...",
];

/**
 * Arguments of `go list` and `go build`, without packages and output.
 *
 * @param variables settings of Go variables, such as `main.version=v1.2.3`
 */
export function buildFlags(variables: readonly string[]): string[] {
  return [
    // The pins hold whatever GOFLAGS says.
    "-mod=readonly",
    "-buildvcs=false",
    `-tags=${TAGS}`,
    `-gcflags=all=${NOT_INLINED}`,
    // Of several patterns that match, the last one counts.
    ...OFTEN_RUN.map((pattern) => `-gcflags=${pattern}=${COMPILER}`),
    // -s -w leave symbols and debug data out, a third of the size.
    `-ldflags=${["-s", "-w", ...variables.map((variable) => `-X ${variable}`)].join(" ")}`,
  ];
}

/** Environment of every call of Go. */
export function buildEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    // Compiling a package takes a moment and little memory: collecting it costs a fifth more time than it
    // saves. The limit is for the few large ones.
    ...(environment["GOGC"] === undefined ? { GOGC: "off", GOMEMLIMIT: "2GiB" } : {}),
    ...environment,
    // CGO off: no C compiler is needed, and the executables run on any Linux. A workspace file of the
    // environment would replace the pins.
    CGO_ENABLED: "0",
    GOWORK: "off",
  };
}
