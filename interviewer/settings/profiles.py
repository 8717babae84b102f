"""Built-in profiles: where well-known servers listen, and which variable contains their key.

A part ``[profiles.NAME]`` of config.toml adds to the one of that name, or replaces parts of it.
"""

from collections.abc import Mapping
from typing import Any

PROFILES: Mapping[str, Mapping[str, Any]] = {
    "openai": {"base_url": "https://api.openai.com/v1", "key_env": "OPENAI_API_KEY"},
    # The address contains the name of the user's resource, so config.toml has to give it.
    "azure": {"key_env": "AZURE_OPENAI_API_KEY"},
    "anthropic": {"base_url": "https://api.anthropic.com/v1", "key_env": "ANTHROPIC_API_KEY"},
    "gemini": {
        "base_url": "https://generativelanguage.googleapis.com/v1beta/openai",
        "key_env": "GEMINI_API_KEY",
    },
    "openrouter": {"base_url": "https://openrouter.ai/api/v1", "key_env": "OPENROUTER_API_KEY"},
    "mistral": {"base_url": "https://api.mistral.ai/v1", "key_env": "MISTRAL_API_KEY"},
    "groq": {"base_url": "https://api.groq.com/openai/v1", "key_env": "GROQ_API_KEY"},
    # Thinking models would think for minutes on a laptop.
    "ollama": {
        "base_url": "http://localhost:11434/v1",
        "reasoning_effort": "none",
        "timeout": 300.0,
    },
    "llama.cpp": {
        "base_url": "http://localhost:8080/v1",
        "timeout": 300.0,
    },
    "lm-studio": {
        "base_url": "http://localhost:1234/v1",
        "timeout": 300.0,
    },
    # It batches requests.
    "vllm": {"base_url": "http://localhost:8000/v1", "llm_concurrency": 16, "timeout": 120.0},
}
