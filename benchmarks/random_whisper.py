"""A Whisper of real size with random weights: it understands nothing, at a real one's cost.

The sizes are those of base.en: 512 wide, 6 + 6 layers, 51,864 tokens, quantised to int8.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import WhisperSpec
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

WIDTH, LAYERS, HEADS, TOKENS, MELS = 512, 6, 8, 51_864, 80
SPECIAL = (
    "<|endoftext|>", "<|startoftranscript|>", "<|en|>", "<|translate|>", "<|transcribe|>",
    "<|startoflm|>", "<|startofprev|>", "<|nospeech|>", "<|notimestamps|>",
)  # fmt: skip
TIMES = 1501  # time stamps, one every 20 ms
TEXT = TOKENS - len(SPECIAL) - TIMES
END = TEXT
"""The token that ends a text; it is suppressed, or random weights could produce it at any time."""

DICE = np.random.default_rng(0)


def make(folder: Path) -> Path:
    """Write the model into ``folder``."""
    spec = WhisperSpec(LAYERS, HEADS, LAYERS, HEADS)
    encoder, decoder = spec.encoder, spec.decoder
    for conv, inputs in ((encoder.conv1, MELS), (encoder.conv2, WIDTH)):
        conv.weight, conv.bias = _random(WIDTH, inputs, 3), _random(WIDTH)
    encoder.position_encodings.encodings = _random(1500, WIDTH)
    decoder.position_encodings.encodings = _random(448, WIDTH)
    _norm(encoder.layer_norm)
    _norm(decoder.layer_norm)
    decoder.embeddings.weight = _random(TOKENS, WIDTH)
    decoder.projection.weight = decoder.embeddings.weight
    for layer in encoder.layer:
        _attention(layer.self_attention, (3, 1))
        _feed_forward(layer.ffn)
    for layer in decoder.layer:
        _attention(layer.self_attention, (3, 1))
        _attention(layer.attention, (1, 2, 1))
        _feed_forward(layer.ffn)
    words = _words()
    spec.register_vocabulary(words)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [END]
    spec.config.lang_ids = []
    spec.config.alignment_heads = [(LAYERS - 1, 0)]
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))
    _tokenizer(words).save(str(folder / "tokenizer.json"))
    (folder / "preprocessor_config.json").write_text(
        json.dumps(
            {
                "feature_size": MELS,
                "sampling_rate": 16000,
                "hop_length": 160,
                "chunk_length": 30,
                "n_fft": 400,
            }
        )
    )
    return folder


def _words() -> list[str]:
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = [f"Ġw{number}" for number in range(TEXT - len(letters) - 2)]
    times = [f"<|{number * 0.02:.2f}|>" for number in range(TIMES)]
    return [*letters, "Ġ-", "Ġ'", *made, *SPECIAL, *times]


def _tokenizer(words: list[str]) -> Tokenizer:
    vocabulary = {word: number for number, word in enumerate(words[:TEXT])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=words[0]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def _random(*shape: int) -> Any:
    return DICE.standard_normal(shape, np.float32) * np.float32(0.02)


def _norm(norm: Any) -> None:
    norm.gamma, norm.beta = np.ones(WIDTH, np.float32), np.zeros(WIDTH, np.float32)


def _linear(linear: Any, outputs: int, inputs: int) -> None:
    linear.weight, linear.bias = _random(outputs, inputs), _random(outputs)


def _attention(attention: Any, parts: tuple[int, ...]) -> None:
    _norm(attention.layer_norm)
    for linear, part in zip(attention.linear, parts, strict=True):
        _linear(linear, part * WIDTH, WIDTH)


def _feed_forward(ffn: Any) -> None:
    _norm(ffn.layer_norm)
    _linear(ffn.linear_0, 4 * WIDTH, WIDTH)
    _linear(ffn.linear_1, WIDTH, 4 * WIDTH)
