"""Put what pydantic finds into the guide's words: what is wrong, at which line, and what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from macros.errors import Problem, nearest
from macros.reader import Location, line_of

_HINTS = {
    "string_type": ("must be text", "put it between quotes"),
    "bool_type": ("must be true or false", ""),
    "date_type": ("must be a date", "write it as 2026-11-22"),
    "date_from_datetime_parsing": ("must be a date", "write it as 2026-11-22"),
    "tuple_type": ("must be a list", "start each item with '- '"),
    "dict_type": ("must be a mapping", "write 'field: value' lines"),
    "model_type": ("must be a mapping", "write 'field: value' lines"),
    "model_attributes_type": ("must be a mapping", "write 'field: value' lines"),
    "string_pattern_mismatch": ("is not kebab-case", "lower-case letters, digits and single hyphens"),
}


def follows(error: Any, errors: list[Any]) -> bool:
    """Whether a list is too short only because of an item in it that is wrong itself."""
    loc = error["loc"]
    return error["type"] == "too_short" and any(other["loc"][: len(loc)] == loc != other["loc"] for other in errors)


def problem(owner: str, model: type[BaseModel], error: Any, location: Location, lines: Mapping[Location, int]) -> Problem:
    """Put one pydantic error into the guide's words."""
    where: Location = error["loc"]
    line = line_of(lines, location + where)
    name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
    last = str(where[-1]) if where else ""
    match error["type"]:
        case "extra_forbidden":
            return Problem(line, f"{owner}unknown field '{name}'", nearest(last, _siblings(model, where)))
        case "string_too_long" | "string_too_short" as kind:
            most_or_least = "at most {max_length}" if kind == "string_too_long" else "at least {min_length}"
            what = f"{owner}{name} has {len(error['input'])} characters"
            return Problem(line, what, most_or_least.format_map(error["ctx"]))
        case "missing":
            return Problem(line, f"{owner}missing field '{name}'")
        case "value_error":
            what, _, hint = str(error["ctx"]["error"]).partition("; ")
            return Problem(line, f"{owner}{name}: {what}" if name else f"{owner}{what}", hint)
        case "literal_error":
            return Problem(line, f"{owner}{name}: '{error['input']}' is not allowed", f"allowed: {error['ctx']['expected']}")
        case "too_short":
            return Problem(line, f"{owner}{name} has {error['ctx']['actual_length']}", f"at least {error['ctx']['min_length']}")
        case "too_long":
            return Problem(line, f"{owner}{name} has {error['ctx']['actual_length']}", f"at most {error['ctx']['max_length']}")
        case kind if kind in _HINTS:
            what, hint = _HINTS[kind]
            return Problem(line, f"{owner}{name or 'the entry'} {what}", hint)
        case _:
            message = error["msg"][:1].lower() + error["msg"][1:]
            return Problem(line, f"{owner}{name}: {message}")


def _siblings(model: type[BaseModel], where: Location) -> list[str]:
    """The fields allowed where an unknown one stands: those of the model that the location leads into."""
    current: Any = model
    for part in where[:-1]:
        if isinstance(part, str) and (info := getattr(current, "model_fields", {}).get(part)):
            current = _inner_model(info.annotation)
    fields = getattr(current, "model_fields", {})
    return [info.alias or name for name, info in fields.items()]


def _inner_model(annotation: Any) -> Any:
    """The model inside an annotation such as `tuple[Step, ...]` or `Source | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_inner_model(argument) for argument in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)
