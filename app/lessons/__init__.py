"""Lessons: predict, run, see, explain.

A lesson is a folder ``NN-key`` here: ``lesson.toml`` says its structure (``form``), ``en.md`` and its like the words in
each language (``words``), and a translation can't change a set-up. ``reader`` puts them together, ``answers`` are what
a browser gets, and ``checks`` are what is to be done or reached. To add a lesson is to add a folder: the tests run
every set-up, prove every check reachable and measure every number.
"""

from .answers import LessonTold as LessonTold
from .reader import LessonError as LessonError, Read as Read, lessons as lessons, told as told
