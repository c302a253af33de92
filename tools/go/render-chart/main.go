// Command render-chart prints the objects that a chart makes of values, as `helm template` does. It is Helm's
// own engine, validation and order, without the rest of its CLI, which takes as long to compile as an API server.
//
//	render-chart <chart folder> <release> <namespace> <Kubernetes version> <values.yaml >objects.yaml
package main

import (
	"fmt"
	"io"
	"os"
	"path"

	"helm.sh/helm/v4/pkg/chart/common"
	"helm.sh/helm/v4/pkg/chart/common/util"
	"helm.sh/helm/v4/pkg/chart/v2/loader"
	chartutil "helm.sh/helm/v4/pkg/chart/v2/util"
	"helm.sh/helm/v4/pkg/engine"
	releaseutil "helm.sh/helm/v4/pkg/release/v1/util"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: render-chart <chart folder> <release> <namespace> <Kubernetes version> <values.yaml")
		os.Exit(2)
	}
	folder, release, namespace, kubernetes := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	files, err := render(folder, release, namespace, kubernetes, os.Stdin)
	if err == nil {
		err = write(files, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// render returns what each template of a chart makes of values, by its path.
// It fails, in Helm's words, where the chart or its schema refuses the values.
func render(folder, release, namespace, kubernetes string, input io.Reader) (map[string]string, error) {
	values, err := loader.LoadValues(input)
	if err != nil {
		return nil, err
	}
	chart, err := loader.Load(folder)
	if err != nil {
		return nil, err
	}
	version, err := common.ParseKubeVersion(kubernetes)
	if err != nil {
		return nil, err
	}
	capabilities := common.DefaultCapabilities.Copy()
	capabilities.KubeVersion = *version
	if wanted := chart.Metadata.KubeVersion; wanted != "" && !chartutil.IsCompatibleRange(wanted, version.String()) {
		return nil, fmt.Errorf("the chart requires Kubernetes %s, this is %s", wanted, version)
	}

	if err := chartutil.ProcessDependencies(chart, values); err != nil {
		return nil, err
	}
	options := common.ReleaseOptions{Name: release, Namespace: namespace, Revision: 1, IsInstall: true}
	all, err := util.ToRenderValues(chart, values, options, capabilities)
	if err != nil {
		return nil, err
	}
	return engine.Render(chart, all)
}

// write prints objects in the order in which Helm makes them, hooks last.
func write(files map[string]string, output io.Writer) error {
	for name := range files {
		// What Helm tells a person is no object.
		if path.Base(name) == "NOTES.txt" {
			delete(files, name)
		}
	}
	hooks, objects, err := releaseutil.SortManifests(files, nil, releaseutil.InstallOrder)
	if err != nil {
		return err
	}
	for _, object := range objects {
		if _, err := fmt.Fprintf(output, "---\n# Source: %s\n%s\n", object.Name, object.Content); err != nil {
			return err
		}
	}
	for _, hook := range hooks {
		if _, err := fmt.Fprintf(output, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest); err != nil {
			return err
		}
	}
	return nil
}
