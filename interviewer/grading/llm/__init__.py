"""Judging by a language model: any server that speaks the OpenAI chat protocol."""
