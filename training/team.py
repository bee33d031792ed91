"""Two cores learn as two processes: each takes its share of every step, and their gradients are averaged.

One process with two threads is slower: the threads wait for each other at every matrix product, for long when the machine
has anything else to do.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from typing import TypeVar

import torch
from torch import Tensor, distributed, multiprocessing, nn

Item = TypeVar("Item")


class Team:
    """The processes that learn together; this one is number `rank` of `size`."""

    def __init__(self, rank: int = 0, size: int = 1) -> None:
        self.rank, self.size = rank, size
        self._starter = os.getppid()

    @property
    def is_left_alone(self) -> bool:
        """Whether the process that started this one has ended: nobody waits for it any more."""
        return os.getppid() != self._starter

    @property
    def leads(self) -> bool:
        """Whether this process keeps the time, prints and saves."""
        return self.rank == 0

    def share(self, items: Sequence[Item], weight: Callable[[Item], int]) -> list[Item]:
        """This process's part of a step: every `size`-th of the items, heaviest first, so that parts weigh alike."""
        return sorted(items, key=weight, reverse=True)[self.rank :: self.size]

    def begin_alike(self, network: nn.Module) -> None:
        """Every process begins with the leader's weights: gradients of differing ones have no mean that means anything."""
        if self.size > 1:
            for value in network.state_dict().values():
                distributed.broadcast(value, 0)

    def check_alike(self, parameters: Sequence[Tensor]) -> None:
        """RuntimeError where the processes hold differing weights: then the mean of their gradients teaches none of them."""
        own = sum((parameter.detach().double().sum() for parameter in parameters), torch.zeros((), dtype=torch.float64))
        if self.agree(float(own)) != float(own):
            raise RuntimeError(f"process {self.rank} has drifted away from the leader's weights")

    def average_gradients(self, parameters: Sequence[Tensor]) -> None:
        """Every parameter's gradient becomes the mean over the processes."""
        if self.size == 1:
            return
        gradients = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        distributed.all_reduce(flat)
        flat /= self.size
        parts = flat.split([p.numel() for p in parameters])
        for parameter, part in zip(parameters, parts, strict=True):
            parameter.grad = part.view_as(parameter)

    def agree(self, value: float) -> float:
        """The leader's value, in every process."""
        if self.size == 1:
            return value
        told = torch.tensor([value], dtype=torch.float64)
        distributed.broadcast(told, 0)
        return float(told)


def run_team(size: int, work: Callable[[Team], None]) -> None:
    """Runs `work` in `size` processes, each on one thread and, where the system can say so, on a core of its own."""
    if size == 1:
        _settle(0, size)
        work(Team())
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    multiprocessing.spawn(_enter, (size, port, work), nprocs=size)  # type: ignore[no-untyped-call]  # torch has no type for it


def _enter(rank: int, size: int, port: int, work: Callable[[Team], None]) -> None:
    _settle(rank, size)
    distributed.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{port}", rank=rank, world_size=size)
    try:
        work(Team(rank, size))
    finally:
        distributed.destroy_process_group()


def _settle(rank: int, size: int) -> None:
    torch.set_num_threads(1)
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) >= size:
            os.sched_setaffinity(0, {cores[rank]})
