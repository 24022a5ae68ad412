"""Well-known networks and the activations in them, so that a learner can ask what ResNet or BERT uses.

Named are the activations between the layers, and those of gates and attention; each network has the paper that says so.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class UsedIn:
    """A network: its name, the year of its paper, the keys of its activations, and the source."""

    name: str
    year: int
    activations: tuple[str, ...]
    source: str


NETWORKS: tuple[UsedIn, ...] = (
    UsedIn("Perceptron", 1958, ("step",), "F. Rosenblatt, “The perceptron”, Psychological Review 65, 1958"),
    UsedIn(
        "LSTM", 1997, ("sigmoid", "tanh"),
        "S. Hochreiter and J. Schmidhuber, “Long short-term memory”, Neural Computation 9, 1997",
    ),
    UsedIn(
        "LeNet-5", 1998, ("tanh",),
        "Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, “Gradient-based learning applied to document recognition”, "
        "Proceedings of the IEEE 86, 1998",
    ),
    UsedIn(
        "LISTA", 2010, ("softshrink",),
        "K. Gregor and Y. LeCun, “Learning fast approximations of sparse coding”, ICML 2010",
    ),
    UsedIn(
        "AlexNet", 2012, ("relu", "softmax"),
        "A. Krizhevsky and others, “ImageNet classification with deep convolutional neural networks”, NIPS 2012",
    ),
    UsedIn("Maxout network", 2013, ("maxout",), "I. J. Goodfellow and others, 2013, arXiv:1302.4389"),
    UsedIn("word2vec", 2013, ("log-sigmoid",), "T. Mikolov and others, 2013, arXiv:1310.4546"),
    UsedIn("DCGAN", 2015, ("relu", "leaky-relu", "tanh"), "A. Radford and others, 2015, arXiv:1511.06434"),
    UsedIn("PReLU-net", 2015, ("prelu-per-unit", "softmax"), "K. He and others, 2015, arXiv:1502.01852"),
    UsedIn("ResNet", 2015, ("relu", "softmax"), "K. He and others, 2015, arXiv:1512.03385"),
    UsedIn("YOLO", 2015, ("leaky-relu",), "J. Redmon and others, 2015, arXiv:1506.02640"),
    UsedIn(
        "WaveNet", 2016, ("tanh", "sigmoid", "relu", "softmax"), "A. van den Oord and others, 2016, arXiv:1609.03499"
    ),
    UsedIn(
        "Gated convolutional network", 2017, ("glu",),
        "Y. N. Dauphin and others, “Language modeling with gated convolutional networks”, ICML 2017, arXiv:1612.08083",
    ),
    UsedIn("Transformer", 2017, ("relu", "softmax"), "A. Vaswani and others, 2017, arXiv:1706.03762"),
    UsedIn("BERT", 2018, ("gelu", "softmax"), "J. Devlin and others, 2018, arXiv:1810.04805"),
    UsedIn("MobileNetV2", 2018, ("relu6",), "M. Sandler and others, 2018, arXiv:1801.04381"),
    UsedIn("EfficientNet", 2019, ("swish",), "M. Tan and Q. V. Le, 2019, arXiv:1905.11946"),
    UsedIn(
        "GPT-2", 2019, ("gelu-tanh", "softmax"),
        "A. Radford and others, “Language models are unsupervised multitask learners”, OpenAI 2019, and its program, "
        "https://github.com/openai/gpt-2",
    ),
    UsedIn("MobileNetV3", 2019, ("hard-swish", "hard-sigmoid", "relu"), "A. Howard and others, 2019, arXiv:1905.02244"),
    UsedIn("Conformer", 2020, ("glu", "swish", "softmax"), "A. Gulati and others, 2020, arXiv:2005.08100"),
    UsedIn("mT5", 2020, ("geglu", "softmax"), "L. Xue and others, 2020, arXiv:2010.11934"),
    UsedIn("NeRF", 2020, ("relu",), "B. Mildenhall and others, 2020, arXiv:2003.08934"),
    UsedIn("SIREN", 2020, ("sine",), "V. Sitzmann and others, 2020, arXiv:2006.09661"),
    UsedIn("Vision Transformer", 2020, ("gelu", "softmax"), "A. Dosovitskiy and others, 2020, arXiv:2010.11929"),
    UsedIn("YOLOv4", 2020, ("mish", "leaky-relu"), "A. Bochkovskiy and others, 2020, arXiv:2004.10934"),
    UsedIn("Primer", 2021, ("squared-relu", "softmax"), "D. R. So and others, 2021, arXiv:2109.08668"),
    UsedIn("BigVGAN", 2022, ("snake",), "S. Lee and others, 2022, arXiv:2206.04658"),
    UsedIn("CAFormer", 2022, ("star-relu", "softmax"), "W. Yu and others, 2022, arXiv:2210.13452"),
    UsedIn("ConvNeXt", 2022, ("gelu",), "Z. Liu and others, 2022, arXiv:2201.03545"),
    UsedIn("OPT", 2022, ("relu", "softmax"), "S. Zhang and others, 2022, arXiv:2205.01068"),
    UsedIn("PaLM", 2022, ("swiglu", "softmax"), "A. Chowdhery and others, 2022, arXiv:2204.02311"),
    UsedIn("Llama", 2023, ("swiglu", "swish", "softmax"), "H. Touvron and others, 2023, arXiv:2302.13971"),
    UsedIn("Mamba", 2023, ("swish", "softplus"), "A. Gu and T. Dao, 2023, arXiv:2312.00752"),
    UsedIn("Gemma", 2024, ("geglu", "gelu-tanh", "softmax"), "Gemma Team, 2024, arXiv:2403.08295"),
    UsedIn("Nemotron-4", 2024, ("squared-relu", "softmax"), "J. Parmar and others, 2024, arXiv:2402.16819"),
    UsedIn(
        "Transformer without normalization", 2025, ("dynamic-tanh", "softmax"),
        "J. Zhu and others, 2025, arXiv:2503.10622",
    ),
)  # fmt: skip


def used_in(key: str) -> tuple[UsedIn, ...]:
    """The networks that use an activation.

    >>> [network.name for network in used_in("hard-swish")]
    ['MobileNetV3']
    """
    return tuple(network for network in NETWORKS if key in network.activations)
