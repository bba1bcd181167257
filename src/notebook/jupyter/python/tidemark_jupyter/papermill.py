"""papermill's parameters in TypeScript. papermill has no entry point for translators, but loads those for engines whenever
it starts: that loads this module, which registers the translator. The engine is papermill's own, under another name."""

import json
import re

from papermill.engines import NBClientEngine
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators


DECLARATION = re.compile(r"^(?:const|let|var)\s+([^\W\d][\w$]*)\s*(?::\s*([^=]+?))?\s*=\s*(.+?)\s*;?\s*(?://\s*(.*))?$", re.MULTILINE)


class TypeScriptTranslator(Translator):
    """What `papermill -p day 2021-10-30` injects: the variables again, and their values for the widgets of these names."""

    @classmethod
    def translate(cls, val):
        # NaN and the infinities are no JSON, and the same words in TypeScript.
        return json.dumps(val, ensure_ascii=True, default=str)

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        return f"let {name} = {str_val}"

    @classmethod
    def inspect(cls, parameters_cell):
        return [Parameter(name, kind or "None", value, note or "") for name, kind, value, note in DECLARATION.findall(parameters_cell["source"])]

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        given = {name: cls.widget_value(value) for name, value in parameters.items()}
        settable = {name: value for name, value in given.items() if value is not None}
        code = super().codify(parameters, comment)
        if not settable:
            return code
        sets = "\n".join(f"require('tidemark').widgets.set({cls.translate(name)}, {cls.translate(value)})" for name, value in settable.items())
        return f"{code}{sets}\n"

    @staticmethod
    def widget_value(value):
        if isinstance(value, (list, tuple)):
            return [str(one) for one in value]
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, (str, int, float)) else None


papermill_translators.register("typescript", TypeScriptTranslator)


class TidemarkEngine(NBClientEngine):
    """papermill's own engine."""
