"""Holds what the commands printed against docs/schemas: printed.py PRINTED SCHEMAS

PRINTED has one file for each schema, of the same name. Every command with a schema must have been run, and every
object of every schema must refuse an unknown field and ask for each of its own.
"""
import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator


def objects(value):
    """Every object within a JSON value."""
    if isinstance(value, dict):
        yield value
        for name, inner in value.items():
            # What an error is about: each has names of its own.
            if name != "arguments":
                yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def wrong(validator, name, printed):
    """What is wrong with a printed value, and with a schema that would not notice."""
    for error in validator.iter_errors(printed):
        yield f"{name}: {error.json_path}: {error.message}"
    for number, _ in enumerate(objects(printed)):
        with_more = copy.deepcopy(printed)
        list(objects(with_more))[number]["unknown_field"] = 1
        if validator.is_valid(with_more):
            yield f"{name}: an unknown field is not noticed"
    for number, found in enumerate(objects(printed)):
        for field in found:
            with_less = copy.deepcopy(printed)
            del list(objects(with_less))[number][field]
            if validator.is_valid(with_less):
                yield f"{name}: that {field} lacks is not noticed"


def main(printed_folder, schema_folder):
    schemas = {file.stem: file for file in pathlib.Path(schema_folder).glob("*.json")}
    printed = {file.stem: file for file in pathlib.Path(printed_folder).glob("*.json")}
    mistakes = [f"{name}: printed by no command here" for name in sorted(schemas.keys() - printed.keys())]
    mistakes += [f"{name}: no schema" for name in sorted(printed.keys() - schemas.keys())]
    for name in sorted(schemas.keys() & printed.keys()):
        schema = json.loads(schemas[name].read_text())
        Draft202012Validator.check_schema(schema)
        value = json.loads(printed[name].read_text())
        mistakes += sorted(set(wrong(Draft202012Validator(schema), name, value)))
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    print(f"{len(schemas)} schemas, {len(mistakes)} mistakes")
    return 1 if mistakes or not schemas else 0


sys.exit(main(*sys.argv[1:]))
