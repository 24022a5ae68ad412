"""Maxout and softmax: layers in which an activation depends on more than its own pre-activation.

A maxout unit owns k weight vectors and takes the largest of their k sums: it learns the shape of its own bend.
A softmax layer turns its pre-activations into shares of one whole, so every unit feels all others.
"""

from math import inf
from typing import Any

import numpy as np

from .records import Activation, Background, Coupled, Facts, Parameter, select
from .sigmoids import logistic


def _by_piece(z: Any, k: float) -> Any:
    """z as (pieces, samples, units)."""
    return np.stack(np.split(z, int(k), axis=-1))


def _maxout(z: Any, k: float) -> Any:
    """a = the largest of the k pieces of z.

    >>> _maxout(np.array([[1.0, 5.0, 3.0, 2.0]]), 2.0).tolist()
    [[3.0, 5.0]]
    """
    return _by_piece(z, k).max(axis=0)


def _maxout_backward(e: Any, z: Any, a: Any, k: float) -> Any:
    """dE/dz = e at the largest piece, else 0; of equal ones at the first."""
    largest = _by_piece(z, k).argmax(axis=0)
    return np.concatenate([np.where(largest == piece, e, 0.0) for piece in range(int(k))], axis=-1)


def _maxout_slope(z: Any, a: Any, k: float) -> Any:
    """da/dz = 1 of the piece that is the largest."""
    return np.ones_like(a)


def _absolute(z: Any, p: float) -> Any:
    """f(z) = |z|, which two pieces can make.

    >>> [float(_absolute(z, 2.0)) for z in (-2.0, 3.0)]
    [2.0, 3.0]
    """
    return np.absolute(z)


def _absolute_slope(z: Any, a: Any, p: float) -> Any:
    """f'(z) = 1 if z > 0, else −1; f'(0) = −1, the slope from the left."""
    return select(z > 0, 1.0 + 0.0 * z, -1.0 + 0.0 * z)


def _softmax(z: Any, t: float) -> Any:
    """aᵢ = e^(zᵢ / t) / sum of all e^(zⱼ / t); the largest z is subtracted first, so that nothing overflows.

    >>> _softmax(np.array([[800.0, 800.0]]), 1.0).tolist()
    [[0.5, 0.5]]
    """
    exponentials = np.exp((z - z.max(axis=-1, keepdims=True)) / t)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


def _softmax_backward(e: Any, z: Any, a: Any, t: float) -> Any:
    """dE/dzⱼ = aⱼ (eⱼ − sum of eᵢ aᵢ) / t: the Jacobian daᵢ/dzⱼ = aᵢ (1[i = j] − aⱼ) / t, applied to e = dE/da."""
    return a * (e - (e * a).sum(axis=-1, keepdims=True)) / t


def _softmax_slope(z: Any, a: Any, t: float) -> Any:
    """daᵢ/dzᵢ = aᵢ (1 − aᵢ) / t."""
    return a * (1.0 - a) / t


def _one_of_two(z: Any, t: float) -> Any:
    """Softmax of (z, 0), which is a sigmoid: σ(z / t).

    >>> [round(float(_one_of_two(z, 1.0)), 4) for z in (-2.0, 0.0)]
    [0.1192, 0.5]
    """
    return logistic(z / t)


def _one_of_two_slope(z: Any, a: Any, t: float) -> Any:
    return a * (1.0 - a) / t


COUPLED = (
    Activation(
        "maxout", "Maxout", "max of k weighted sums", "1 for the largest sum, 0 for the others",
        r"\max_{i=1}^{k}\left(x^\top w_i + b_i\right)",
        r"\begin{cases}1 & \text{largest } z_i\\0 & \text{else}\end{cases}",
        _absolute, _absolute_slope,
        Facts(0.0, inf, reaches_infimum=True, kinks=(0.0,), smooth=False, monotonic=False, monotonic_slope=True),
        Background(
            "Ian Goodfellow and others, 2013.",
            "Image and speech networks with dropout.",
            "Learns its own shape: with k straight pieces it can be ReLU, an absolute value or close to any "
            "convex curve. The largest piece gets the whole gradient, so no unit can die.",
            "Has k times as many weights and biases as others, and a piece that is never the largest learns nothing.",
            "I. J. Goodfellow, D. Warde-Farley, M. Mirza, A. Courville and Y. Bengio, “Maxout networks”, ICML 2013, "
            "arXiv:1302.4389.",
        ),
        Parameter("k", "pieces", 2.0, 2.0, 5.0, 1.0), "lecun",
        coupled=Coupled(_maxout, _maxout_backward, _maxout_slope, columns=None),
    ),
    Activation(
        "softmax", "Softmax", "eᶻ / sum of eᶻ over the layer", "a·(1 − a), and −a·aⱼ for another unit j",
        r"\frac{e^{z_i/T}}{\sum_j e^{z_j/T}}",
        r"\frac{\partial a_i}{\partial z_j} = \frac{a_i\,(\delta_{ij} - a_j)}{T}",
        _one_of_two, _one_of_two_slope,
        Facts(0.0, 1.0, saturates_left=True, saturates_right=True),
        Background(
            "Ludwig Boltzmann, 1868, in physics; John Bridle, 1989, in neural networks.",
            "The output layer of nearly every classifier with more than two classes, and attention.",
            "Its outputs are probabilities: each between 0 and 1, together 1.",
            "As a hidden layer it lets its units compete: one that wins silences the others, and their gradients.",
            "L. Boltzmann, “Studien über das Gleichgewicht der lebendigen Kraft zwischen bewegten materiellen "
            "Punkten”, Wiener Berichte 58, 1868, 517–560; J. S. Bridle, “Training stochastic model recognition "
            "algorithms as networks can lead to maximum mutual information estimation of parameters”, NIPS 1989.",
        ),
        Parameter("T", "temperature", 1.0, 0.1, 10.0, 0.1),
        coupled=Coupled(_softmax, _softmax_backward, _softmax_slope),
    ),
)  # fmt: skip
