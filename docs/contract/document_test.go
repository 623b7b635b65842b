package contract

import (
	"iter"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// document is the contract as it is written, so that the page keeps its order.
type document struct{ root *yaml.Node }

func parse(source []byte) (*document, error) {
	var file yaml.Node
	if err := yaml.Unmarshal(source, &file); err != nil {
		return nil, err
	}
	return &document{file.Content[0]}, nil
}

// pairs walks through a mapping, nil being an empty one.
func pairs(node *yaml.Node) iter.Seq2[string, *yaml.Node] {
	return func(yield func(string, *yaml.Node) bool) {
		for n := 0; node != nil && node.Kind == yaml.MappingNode && n+1 < len(node.Content); n += 2 {
			if !yield(node.Content[n].Value, node.Content[n+1]) {
				return
			}
		}
	}
}

func at(node *yaml.Node, key string) *yaml.Node {
	for name, value := range pairs(node) {
		if name == key {
			return value
		}
	}
	return nil
}

func text(node *yaml.Node, key string) string {
	if value := at(node, key); value != nil && value.Kind == yaml.ScalarNode {
		return strings.TrimSpace(value.Value)
	} else if value != nil && key == "example" {
		return written(value)
	}
	return ""
}

func items(node *yaml.Node) []*yaml.Node {
	if node == nil || node.Kind != yaml.SequenceNode {
		return nil
	}
	return node.Content
}

func strs(node *yaml.Node) (all []string) {
	for _, item := range items(node) {
		all = append(all, item.Value)
	}
	return all
}

func (d *document) at(keys ...string) *yaml.Node {
	node := d.root
	for _, key := range keys {
		node = at(node, key)
	}
	return node
}

// follow gives what a reference refers to, the node itself when it is none.
func (d *document) follow(node *yaml.Node) *yaml.Node {
	if ref := text(node, "$ref"); ref != "" {
		return d.at(strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
	}
	return node
}

// named gives the last part of a reference, "" for none.
func named(node *yaml.Node) string {
	ref := text(node, "$ref")
	return ref[strings.LastIndex(ref, "/")+1:]
}

type operation struct {
	method, path string
	item, node   *yaml.Node
}

var methods = []string{"get", "put", "post", "delete", "patch"}

func (d *document) operations() (all []operation) {
	for path, item := range pairs(d.at("paths")) {
		for method, node := range pairs(item) {
			if slices.Contains(methods, method) {
				all = append(all, operation{strings.ToUpper(method), path, item, node})
			}
		}
	}
	return all
}

func (d *document) parameters(op operation) (all []*yaml.Node) {
	for _, node := range append(slices.Clone(items(at(op.item, "parameters"))), items(at(op.node, "parameters"))...) {
		all = append(all, d.follow(node))
	}
	return all
}

// complain tells what a schema leaves unsaid, through all its fields.
func (d *document) complain(name string, schema *yaml.Node, say func(string, ...any)) {
	if text(schema, "description") == "" && at(schema, "$ref") == nil {
		say("%s has no description", name)
	}
	own := d.follow(schema)
	kind := text(own, "type")
	plain := at(own, "properties") == nil && at(own, "items") == nil && at(own, "allOf") == nil && at(own, "oneOf") == nil
	if plain && kind != "boolean" && at(own, "const") == nil && text(own, "example") == "" && name != "Picture" {
		say("%s has no example", name)
	}
	if plain && kind == "string" && at(own, "enum") == nil && at(own, "const") == nil && at(own, "maxLength") == nil && at(own, "pattern") == nil &&
		at(own, "format") == nil && at(own, "example") == nil {
		say("%s is a text without a bound or a form", name)
	}
	for field, inner := range pairs(at(schema, "properties")) {
		d.complain(name+"."+field, inner, say)
	}
	for _, part := range items(at(schema, "allOf")) {
		for field, inner := range pairs(at(part, "properties")) {
			d.complain(name+"."+field, inner, say)
		}
	}
}
