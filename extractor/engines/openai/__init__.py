"""The engine that asks a model behind an OpenAI-compatible endpoint."""

from extractor.engines.openai.client import OpenAI as OpenAI
