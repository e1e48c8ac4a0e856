"""The server's own description of its API, openapi.json, and as much of JSON Schema as it uses: a status, a member or a type that
it does not know is a fault."""

TYPES = {"string": lambda v: isinstance(v, str), "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
         "boolean": lambda v: isinstance(v, bool), "object": lambda v: isinstance(v, dict), "array": lambda v: isinstance(v, list),
         "null": lambda v: v is None}
KNOWN = {"type", "enum", "const", "required", "properties", "additionalProperties", "items", "allOf", "oneOf", "$ref", "description",
         "minimum", "maximum"}


class Description:
    def __init__(self, api):
        self.api, self.seen = api, set()

    def faults(self, value, schema, at="answer"):
        assert set(schema) <= KNOWN, f"this test does not know {set(schema) - KNOWN}"
        if "$ref" in schema:
            schema = self.api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(TYPES[kind](value) for kind in kinds):
            return [f"{at}: {value!r} is no {' or '.join(kinds)}"]
        faults = []
        if "enum" in schema and value not in schema["enum"]:
            faults.append(f"{at}: {value!r} is none of {schema['enum']}")
        if isinstance(value, dict):
            faults += [f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value]
            for name, member in value.items():
                inner = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
                if inner is False:
                    faults.append(f"{at}: {name} is not described")
                elif isinstance(inner, dict):
                    faults += self.faults(member, inner, f"{at}.{name}")
        if isinstance(value, list) and "items" in schema:
            for i, member in enumerate(value):
                faults += self.faults(member, schema["items"], f"{at}[{i}]")
        for part in schema.get("allOf", []):
            faults += self.faults(value, part, at)
        if "oneOf" in schema and sum(not self.faults(value, part, at) for part in schema["oneOf"]) != 1:
            faults.append(f"{at}: not exactly one of the forms fits")
        return faults

    def names(self, schema):
        """Every member that an object of this schema may have; None: any."""
        if "$ref" in schema:
            return self.names(self.api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
        parts = [self.names(part) for part in schema.get("allOf", [])]
        if not parts and "properties" not in schema:
            return None
        return set(schema.get("properties", {})).union(*(part or set() for part in parts))

    def operation(self, method, path):
        asked = path.split("?")[0].strip("/").split("/")
        fitting = []
        for template, methods in self.api["paths"].items():
            parts = template.strip("/").split("/")
            if len(parts) == len(asked) and all(p == a or p.startswith("{") for p, a in zip(parts, asked)) and method.lower() in methods:
                fitting.append((template.count("{"), template))
        if fitting: # a name goes before whatever stands in its place: /cases/rows is no case
            template = min(fitting)[1]
            return template, self.api["paths"][template][method.lower()]
        raise AssertionError(f"{method} {path} is not described")

    def check(self, method, path, status, answer):
        template, operation = self.operation(method, path)
        response = operation["responses"].get(str(status))
        assert response, f"{method} {path}: status {status} is not described: {answer}"
        schema = response["content"]["application/json"]["schema"]
        faults = self.faults(answer, schema)
        assert not faults, f"{method} {path} ({status}): " + "; ".join(faults[:5])
        names = self.names(schema)
        if names and isinstance(answer, dict):
            assert set(answer) <= names, f"{method} {path}: {set(answer) - names} is not described"
        self.seen.add((method, template, status))
