"""
A student: a context network of fewer layers, taught to answer as the whole one does.

Layers of the whole network are left out, and each one that stays learns to do the work of those left out
behind it too: what it gives shall be what the next one that stays used to get. Beside that the student
shall answer what the teacher answers, and what is right.
"""

import math
import random
import sys
import time
from collections.abc import Sequence

import torch
from context_examples import Asked, Lesson
from context_net import Answers, Net, batches, inputs_of, summed
from pretrained import pretrained
from torch import Tensor, nn
from torch.nn import functional

from contested.extract.context.questions import Vocabulary

KEPT = (0, 2, 4, 5)  # layers; of all sets of four these differ least from the whole network before they learn
_BATCH = 2
_RIGHT_WEIGHS = 0.5  # beside the teacher's answers
_LEAST = 1e-7  # a share that is no smaller, so that its logarithm stays finite


def student_of(teacher: Net, vocabulary: Vocabulary, kept: Sequence[int] = KEPT) -> Net:
    """A network with some of the teacher's layers and all else that it has."""
    weights = {}
    for name, tensor in teacher.state_dict().items():
        before, layer, after = name.partition(".layer.")
        if layer:
            number, _, rest = after.partition(".")
            if int(number) not in kept:
                continue
            after = f"{kept.index(int(number))}.{rest}"
        weights[before + layer + after] = tensor.clone()
    student = Net(pretrained(), vocabulary, len(kept), near=True)
    student.load_state_dict(weights)
    return student


def distil(
    student: Net, teacher: Net, lessons: Sequence[Lesson], kept: Sequence[int] = KEPT, *, passes: int = 2
) -> Net:
    """Teaches a student; says on stderr how it goes."""
    random.seed(0)
    torch.manual_seed(0)
    teacher.eval().requires_grad_(False)
    student.train().encoder.body.embeddings.requires_grad_(False)  # words mean what they mean to the teacher
    body = [weight for weight in student.encoder.body.parameters() if weight.requires_grad]
    in_body = {id(weight) for weight in student.encoder.body.parameters()}
    rest = [weight for weight in student.parameters() if id(weight) not in in_body]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": 3e-4}, {"params": rest, "lr": 2e-4}], weight_decay=0.01
    )
    order = list(lessons)
    steps = passes * math.ceil(len(order) / _BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, 10 * (step + 1) / steps) * max(0.0, 1 - step / steps)
    )
    began, total = time.monotonic(), torch.zeros(3)
    taught = (batch for _ in range(passes) for batch in batches(order, _BATCH))
    for step, batch in enumerate(taught, start=1):
        optimizer.zero_grad()
        for lesson in batch:  # one by one: nothing to pad, and attention without a mask is quicker
            away, unlike, wrong = parts = _losses(student, teacher, lesson, kept)
            (away / len(batch) + (unlike + _RIGHT_WEIGHS * wrong) / (15 * _BATCH)).backward()
            total += torch.stack(parts).detach()
        nn.utils.clip_grad_norm_([*body, *rest], 1.0)
        optimizer.step()
        schedule.step()
        if step % 200 == 0 or step == steps:
            shown = ", ".join(f"{value:.2f}" for value in total / (min(200, step) * _BATCH))
            print(
                f"student, step {step} of {steps}: {shown}; {time.monotonic() - began:.0f} s", file=sys.stderr
            )
            total.zero_()
    return student.eval()


def _losses(student: Net, teacher: Net, lesson: Lesson, kept: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
    """How far a student's vectors and its answers are from the teacher's, and its answers from the right."""
    inputs = inputs_of([lesson], masked=True)
    with torch.no_grad():
        all_layers = teacher.encoded(inputs)
    layers = student.encoded(inputs)
    away = torch.zeros(())
    for found, wanted in zip(layers[1:], [*kept[1:], len(all_layers) - 1], strict=True):
        away = away + ((found - all_layers[wanted]) ** 2).mean() / all_layers[wanted].var()
    mine, theirs = summed(student.drop(layers[-1])), summed(all_layers[-1])
    spans = [(0, span) for span, _ in lesson.triggers]
    shares = functional.log_softmax(student.events(mine, spans), -1)
    with torch.no_grad():
        wanted_shares = functional.log_softmax(teacher.events(theirs, spans), -1)
        wanted_answers = teacher.answers(theirs, lesson) if lesson.asked else {}
    unlike = functional.kl_div(shares, wanted_shares, log_target=True, reduction="sum")
    wrong = functional.nll_loss(
        shares, torch.tensor([event for _, event in lesson.triggers]), reduction="sum"
    )
    answers = student.answers(mine, lesson) if lesson.asked else {}
    for role in answers:
        filled, left_open = _log_shares(answers[role])
        wanted_filled, wanted_open = _log_shares(wanted_answers[role])
        unlike = unlike + (wanted_filled.exp() * (wanted_filled - filled)).sum()
        unlike = unlike + (wanted_open.exp() * (wanted_open - left_open)).sum()
        known, right, right_open = _right(role, lesson.asked)
        mass = (right_open * left_open.exp()).index_add(0, answers[role].code.of, right * filled.exp())
        wrong = wrong - torch.log(mass[known].clamp_min(_LEAST)).sum()
    return away, unlike, wrong


def _log_shares(answers: Answers) -> tuple[Tensor, Tensor]:
    """The log shares of all that may fill a role, and of leaving it open, trigger by trigger."""
    of, scores, none = answers.code.of, answers.scores, answers.none
    highest = none.detach().scatter_reduce(0, of, scores.detach(), "amax")
    total = torch.exp(none - highest).index_add(0, of, torch.exp(scores - highest[of]))
    whole = highest + torch.log(total)
    return scores - whole[of], none - whole


def _right(role: str, asked: Sequence[Asked]) -> tuple[Tensor, Tensor, Tensor]:
    """Which triggers' right answer is known, which fillers are right, and where leaving it open is."""
    right = [one.right[role] for one in asked]
    sizes = [len(one.question.fillers[role]) for one in asked]
    fillers = [
        ok for row, size in zip(right, sizes, strict=True) for ok in (row[:-1] if row else [False] * size)
    ]
    none = [bool(row and row[-1]) for row in right]
    return (
        torch.tensor([row is not None for row in right]),
        torch.tensor(fillers).float(),
        torch.tensor(none).float(),
    )
