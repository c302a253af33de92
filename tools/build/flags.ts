/*
 * How Go compiles. Every tool has the same flags, as Go's cache shares a compiled package only between builds
 * with the same ones.
 */

/** Leaves out gRPC's pages for debugging, and with them up to a third of an executable. */
const TAGS = "grpcnotrace";

/**
 * No data for debuggers: the linker drops it anyway. One thread for each package: of thousands, as many are compiled
 * side by side as there are cores, and two threads in one take a tenth longer than in two.
 */
const COMPILER = "-dwarf=false -c=1";

/**
 * Large packages in which tests spend little time: commands of the CLI, their documents of OpenAPI and their
 * highlighting, clients of clouds, and what of Kubernetes is not its machinery. Without inlining they compile in
 * half to two thirds of the time.
 */
const RARELY_RUN = [
  "cloud.google.com/...",
  "github.com/Azure/...",
  "github.com/alecthomas/...",
  "github.com/aws/...",
  "github.com/envoyproxy/...",
  "github.com/go-git/...",
  "github.com/google/go-tpm/...",
  "github.com/pb33f/...",
  "github.com/pulumi/pulumi/pkg/v3/cmd/...",
  "go.opentelemetry.io/...",
  "k8s.io/apiextensions-apiserver/...",
  "k8s.io/client-go/applyconfigurations/...",
  "k8s.io/client-go/informers/...",
  "k8s.io/client-go/kubernetes/...",
  "k8s.io/client-go/listers/...",
  "k8s.io/kube-aggregator/...",
  "k8s.io/kubernetes/...",
  "sigs.k8s.io/kustomize/...",
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
    `-gcflags=all=${COMPILER}`,
    // Of several patterns that match, the last one counts.
    ...RARELY_RUN.map((pattern) => `-gcflags=${pattern}=${COMPILER} -l`),
    // -s -w leave symbols and debug data out, a third of the size.
    `-ldflags=${["-s", "-w", ...variables.map((variable) => `-X ${variable}`)].join(" ")}`,
  ];
}

/** Environment of every call of Go. */
export function buildEnvironment(surroundings: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    // Compiling a package takes a moment and little memory: collecting it costs a fifth more time than it
    // saves. The limit is for the few large ones.
    ...(surroundings["GOGC"] === undefined ? { GOGC: "off", GOMEMLIMIT: "2GiB" } : {}),
    ...surroundings,
    // CGO off: no C compiler is needed, and the executables run on any Linux. A workspace file of the
    // surroundings would replace the pins.
    CGO_ENABLED: "0",
    GOWORK: "off",
  };
}
