"""A language model of random weights that llama.cpp loads: `weights.py FILE` writes it, the same on every run.

One narrow layer over single characters and bytes. It says nothing, but any text that a grammar asks for can be spelt
in its tokens.
"""

from __future__ import annotations

import sys
from pathlib import Path

import gguf
import numpy

WIDTH, HEADS, INNER, CONTEXT = 32, 2, 64, 32768
SPREAD = 0.05
"""Standard deviation of the weights: small enough that no token is much likelier than another."""
SHUNNED = -5.0
"""Weight of what is never said, on the one input that is always on: half a character, and escapes of no character,
which the server's own parser refuses."""

TURNS = (
    "{% for message in messages %}{{ message.role }}:\n{{ message.content }}</s>\n{% endfor %}"
    "{% if add_generation_prompt %}assistant:\n{% endif %}"
)
"""The server puts the grammar to the text that invites an answer, so no token that spells nothing may be in it."""


def vocabulary() -> list[tuple[str, gguf.TokenType]]:
    """Each token and its type: unknown, what begins and ends a text, bytes, characters.

    SentencePiece writes a blank as U+2581.
    """
    special = [("<unk>", gguf.TokenType.UNKNOWN), ("<s>", gguf.TokenType.CONTROL), ("</s>", gguf.TokenType.CONTROL)]
    octets = [(f"<0x{octet:02X}>", gguf.TokenType.BYTE) for octet in range(256)]
    characters = [("\u2581", gguf.TokenType.NORMAL)]
    characters += [(chr(code), gguf.TokenType.NORMAL) for code in range(ord("!"), ord("~") + 1)]
    return special + octets + characters


def is_shunned(token: str) -> bool:
    return token == "\\" or (token.startswith("<0x") and token != "<0x0A>")


def tensors(names: list[str]) -> dict[str, numpy.ndarray]:
    """Every tensor of a one-layer llama by its name; rows are outputs."""
    tokens = len(names)
    random = numpy.random.default_rng(1)
    shapes = {
        "token_embd": (tokens, WIDTH),
        "output": (tokens, WIDTH),
        **{f"blk.0.attn_{part}": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")},
        "blk.0.ffn_gate": (INNER, WIDTH),
        "blk.0.ffn_up": (INNER, WIDTH),
        "blk.0.ffn_down": (WIDTH, INNER),
    }
    drawn = {name: random.normal(0, SPREAD, shape).astype(numpy.float32) for name, shape in shapes.items()}
    drawn["token_embd"][:, 0] = 1
    drawn["output"][:, 0] = [SHUNNED * is_shunned(name) for name in names]
    norms = ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm")
    return drawn | {name: numpy.ones(WIDTH, numpy.float32) for name in norms}


def write(path: Path) -> None:
    """The model as one GGUF file."""
    tokens = vocabulary()
    names = [name for name, _ in tokens]
    file = gguf.GGUFWriter(path, "llama")
    file.add_name("tiny")
    file.add_context_length(CONTEXT)
    file.add_embedding_length(WIDTH)
    file.add_block_count(1)
    file.add_feed_forward_length(INNER)
    file.add_head_count(HEADS)
    file.add_head_count_kv(HEADS)
    file.add_rope_dimension_count(WIDTH // HEADS)
    file.add_layer_norm_rms_eps(1e-5)
    file.add_vocab_size(len(tokens))
    file.add_tokenizer_model("llama")
    file.add_token_list(names)
    file.add_token_scores([0.0] * len(tokens))
    file.add_token_types([kind for _, kind in tokens])
    file.add_add_space_prefix(False)
    file.add_unk_token_id(names.index("<unk>"))
    file.add_bos_token_id(names.index("<s>"))
    file.add_eos_token_id(names.index("</s>"))
    file.add_chat_template(TURNS)
    for name, values in tensors(names).items():
        file.add_tensor(f"{name}.weight", values)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


if __name__ == "__main__":
    write(Path(sys.argv[1]))
