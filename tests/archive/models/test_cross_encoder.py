"""A checker that a user sets: it says whether words bear a sentence, and one that cannot is named with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from archive import CheckingModel
from archive.errors import ModelError
from archive.models.embedder import SentenceEmbedder
from archive.settings import Settings
from retrieval import Archive

NLI = {0: "contradiction", 1: "entailment", 2: "neutral"}


def save_checker(folder: Path, embedder: SentenceEmbedder, *, labels: dict[int, str], likeliest: int) -> str:
    """Save a tiny cross-encoder whose answer is always the same label, with the bundled model's tokenizer."""
    tokenizer = AutoTokenizer.from_pretrained(embedder.folder)
    config = BertConfig(
        vocab_size=len(tokenizer), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        id2label=labels, label2id={label: number for number, label in labels.items()},
    )  # fmt: skip
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor([4.0 if at == likeliest else -4.0 for at in range(len(labels))]))
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


@pytest.mark.model
@pytest.mark.parametrize(
    ("labels", "likeliest", "bears"),
    [
        (NLI, 1, True),
        (NLI, 0, False),
        (NLI, 2, False),
        ({0: "LABEL_0", 1: "LABEL_1"}, 1, True),
        ({0: "LABEL_0", 1: "LABEL_1"}, 0, False),
        ({0: "SUPPORTED", 1: "UNSUPPORTED"}, 0, True),
        ({0: "LABEL_0"}, 0, True),
        ({0: "LABEL_0"}, 1, False),
    ],
)
def test_a_checker_votes_by_its_likeliest_label(
    tmp_path: Path, embedder: SentenceEmbedder, labels: dict[int, str], likeliest: int, bears: bool
) -> None:
    model = CheckingModel(save_checker(tmp_path, embedder, labels=labels, likeliest=likeliest))
    assert model.bears("The heron left in May.", "A bird left in May.") is bears


@pytest.mark.model
def test_a_model_whose_labels_say_nothing_is_named(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    name = save_checker(tmp_path, embedder, labels={0: "a", 1: "b", 2: "c"}, likeliest=0)
    with pytest.raises(ModelError, match=r"\['a', 'b', 'c'\].*OTR_CHECKER"):
        CheckingModel(name).bears("The heron left.", "A bird left.")


def test_a_folder_without_a_checker_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"{tmp_path.name}.*OTR_CHECKER"):
        CheckingModel(str(tmp_path)).bears("The heron left.", "A bird left.")


@pytest.mark.model
def test_the_setting_names_the_checker_of_an_archive(
    sample_archive: Archive, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    name = save_checker(tmp_path, embedder, labels=NLI, likeliest=0)
    archive = Archive.open(sample_archive.store.folder, settings=Settings(checker=name))
    evidence = archive.ask("How many people were brought out by Operation Safe Harbour?").citations
    assert isinstance(archive.checker, CheckingModel)
    assert not archive.checker.bears(evidence[0].quote, evidence[0].quote)
    assert sample_archive.checker is None
