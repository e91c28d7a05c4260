"""Is a running server's /openapi.json a sound OpenAPI 3.1 document? check_document.py BASE_URL

Beside the specification's own rules: operation ids are there and unique, `default` and `examples` fit the schemas they
stand in, and every operation under /api says which credential it wants or that it wants none.
"""

import json
import sys
import urllib.request
from collections.abc import Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
#: Members of a schema whose values are schemas, by the shape in which they hold them.
MAPS_OF_SCHEMAS = ("properties", "patternProperties", "$defs", "dependentSchemas")
LISTS_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
SCHEMAS = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")


def operations(document: dict) -> Iterator[tuple[str, dict]]:
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield f"{method.upper()} {path}", item[method]


def schemas(node: object, where: str) -> Iterator[tuple[str, dict]]:
    """Every schema of the document: below `schema` members and `components/schemas`."""
    if isinstance(node, list):
        for index, element in enumerate(node):
            yield from schemas(element, f"{where}/{index}")
    elif isinstance(node, dict):
        for name, value in node.items():
            here = f"{where}/{name}"
            if name == "schema" and isinstance(value, dict):
                yield from within(value, here)
            elif name == "schemas" and where.endswith("/components"):
                for each, schema in value.items():
                    yield from within(schema, f"{here}/{each}")
            else:
                yield from schemas(value, here)


def within(schema: object, where: str) -> Iterator[tuple[str, dict]]:
    if not isinstance(schema, dict):
        return
    yield where, schema
    for name in MAPS_OF_SCHEMAS:
        for each, value in schema.get(name, {}).items():
            yield from within(value, f"{where}/{name}/{each}")
    for name in LISTS_OF_SCHEMAS:
        for index, value in enumerate(schema.get(name, [])):
            yield from within(value, f"{where}/{name}/{index}")
    for name in SCHEMAS:
        yield from within(schema.get(name), f"{where}/{name}")


def specification_faults(document: dict) -> Iterator[str]:
    if not str(document.get("openapi", "")).startswith("3.1."):
        yield f"openapi is {document.get('openapi')!r}, not 3.1.x"
    for error in OpenAPIV31SpecValidator(document).iter_errors():
        yield f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


def operation_faults(document: dict) -> Iterator[str]:
    seen: dict[str, str] = {}
    for name, operation in operations(document):
        identifier = operation.get("operationId")
        if not identifier:
            yield f"{name}: no operationId"
        elif identifier in seen:
            yield f"{name}: operationId {identifier} is also that of {seen[identifier]}"
        seen[identifier] = name
        if "security" not in operation and "security" not in document:
            yield f"{name}: says nothing about credentials"


def schema_faults(document: dict) -> Iterator[str]:
    """Malformed schemas, and values given in a schema that it would refuse itself."""
    root = "urn:document"
    registry = Registry().with_resource(root, Resource(contents=document, specification=DRAFT202012))
    for where, schema in schemas(document, ""):
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            yield f"{where}: {error.message[:200]}"
            continue
        values = [("default", schema["default"])] if "default" in schema else []
        values += [("examples", value) for value in schema.get("examples", [])]
        for kind, value in values:
            for error in Draft202012Validator(absolute(schema, root), registry=registry).iter_errors(value):
                yield f"{where}: {kind} {json.dumps(value)[:80]}: {error.message[:200]}"


def absolute(node: object, root: str) -> object:
    if isinstance(node, list):
        return [absolute(element, root) for element in node]
    if not isinstance(node, dict):
        return node
    return {
        name: root + value if name == "$ref" and isinstance(value, str) and value.startswith("#") else absolute(value, root)
        for name, value in node.items()
    }


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with urllib.request.urlopen(f"{sys.argv[1].rstrip('/')}/openapi.json", timeout=20) as response:
        document = json.load(response)
    faults = [*specification_faults(document), *operation_faults(document), *schema_faults(document)]
    for fault in faults:
        print(f"FAILED  {fault}")
    checked = sum(1 for _ in operations(document)) + sum(1 for _ in schemas(document, ""))
    print(f"{max(0, checked - len(faults))} passed, {len(faults)} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
