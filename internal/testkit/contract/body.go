package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// bodies holds bodies against the contract's schemas, which are those of JSON Schema 2020-12: each is compiled
// once, where the router's library would do so for every body.
type bodies struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
}

const resource = "contract.json"

func newBodies(source []byte) (*bodies, error) {
	var tree any
	if err := yaml.Unmarshal(source, &tree); err != nil {
		return nil, err
	}
	data, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	if err := compiler.AddResource(resource, document); err != nil {
		return nil, err
	}
	return &bodies{compiler: compiler, compiled: map[string]*jsonschema.Schema{}}, nil
}

// schema compiles what a pointer leads to.
func (b *bodies) schema(pointer string) (*jsonschema.Schema, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if known := b.compiled[pointer]; known != nil {
		return known, nil
	}
	schema, err := b.compiler.Compile(resource + "#" + pointer)
	if err != nil {
		return nil, err
	}
	b.compiled[pointer] = schema
	return schema, nil
}

// check holds a body against the kinds that may stand at a place of the contract. Pictures are any bytes.
func (b *bodies) check(place string, content openapi3.Content, kind string, body []byte) error {
	media, _, err := mime.ParseMediaType(kind)
	if err != nil || content[media] == nil {
		return fmt.Errorf("the content type %q is none of %v", kind, slices.Sorted(maps.Keys(content)))
	}
	var value any
	switch {
	case strings.HasPrefix(media, "image/"):
		return nil
	case media == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		if err != nil {
			return err
		}
		fields := map[string]any{}
		for name := range form {
			fields[name] = form.Get(name)
		}
		value = fields
	default:
		if value, err = jsonschema.UnmarshalJSON(bytes.NewReader(body)); err != nil {
			return fmt.Errorf("the body is no JSON: %w", err)
		}
	}
	schema, err := b.schema(place + "/content/" + escaped(media) + "/schema")
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// escaped writes a part of a JSON pointer inside a URL.
func escaped(part string) string {
	return url.PathEscape(strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
}
