package contract

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// rule says in words what a schema takes.
func (p *page) rule(schema *yaml.Node) string {
	if name := named(schema); name != "" {
		return "[" + name + "](#" + anchor(name) + ")"
	}
	if choices := items(at(schema, "oneOf")); choices != nil {
		return "either " + p.join(choices, " or ")
	}
	if parts := items(at(schema, "allOf")); parts != nil {
		return p.all(schema, parts)
	}
	if constant := at(schema, "const"); constant != nil {
		return "just `" + constant.Value + "`"
	}
	if choices := strs(at(schema, "enum")); choices != nil {
		return "one of `" + strings.Join(choices, "` `") + "`"
	}
	return p.plain(schema)
}

func (p *page) join(nodes []*yaml.Node, by string) string {
	var all []string
	for _, node := range nodes {
		all = append(all, p.rule(node))
	}
	return strings.Join(all, by)
}

// all says what a schema is made of: others, and perhaps fields of its own.
func (p *page) all(schema *yaml.Node, parts []*yaml.Node) string {
	var named, own []string
	for _, part := range parts {
		if at(part, "$ref") != nil {
			named = append(named, p.rule(part))
		} else {
			own = []string{"the fields below"}
		}
	}
	rule := strings.Join(append(named, own...), " and ")
	if text(schema, "unevaluatedProperties") == "false" {
		rule += ", nothing else"
	}
	return rule
}

func (p *page) plain(schema *yaml.Node) string {
	kind, null := text(schema, "type"), ""
	for _, one := range strs(at(schema, "type")) {
		if one == "null" {
			null = " or null"
		} else {
			kind = one
		}
	}
	rule := map[string]string{"string": "text", "integer": "whole number", "boolean": "true or false", "object": "object", "array": "list"}[kind]
	if form := text(schema, "format"); form != "" {
		rule = map[string]string{"date-time": "moment", "date": "day", "uuid": "UUID", "uri": "URL", "uri-reference": "URL or path"}[form]
	}
	if kind == "array" {
		rule += " of " + p.rule(at(schema, "items"))
	}
	if kind == "object" && text(schema, "additionalProperties") == "false" {
		rule += ", nothing else in it"
	}
	rule += null + between(schema, "minLength", "maxLength", " characters") + between(schema, "minimum", "maximum", "") + between(schema, "minItems", "maxItems", " of them")
	if pattern := text(schema, "pattern"); pattern != "" {
		rule += ", `" + pattern + "`"
	}
	if text(schema, "uniqueItems") == "true" {
		rule += ", none twice"
	}
	if not := at(schema, "not"); not != nil {
		rule += ", not `" + text(not, "const") + "`"
	}
	if usual := text(schema, "default"); usual != "" {
		rule += ", otherwise `" + usual + "`"
	}
	return rule
}

func between(schema *yaml.Node, least, most, what string) string {
	from, to := text(schema, least), text(schema, most)
	switch {
	case from != "" && from == to:
		return ", just " + from + what
	case from != "" && to != "":
		return ", " + from + " to " + to + what
	case from != "":
		return ", at least " + from + what
	case to != "":
		return ", at most " + to + what
	}
	return ""
}
