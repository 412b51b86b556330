"""A small wiki with one of everything, for tests that build it in many ways."""

from __future__ import annotations

from collections.abc import Mapping

from tests.oracles.folder import png

SAMPLE: Mapping[str, str | bytes] = {
    "tensors.md": """---
title: Tensors
date: 2024-07-07
categories: [maths, ml/basics]
aliases: [multi-array]
image: images/cube.png
image-alt: A cube
---

A tensor is an array with any number of axes.

It generalises the [matrix](maths/matrix.md), and its product is the
{wiki:note}`dot product`, $a \\cdot b$. That is unlikeanythingelse.

$$
c_{ik} = \\sum_j a_{ij} b_{jk}
$$

![A cube](images/cube.png)

:::{note}
An admonition, with a [link](notebook.ipynb).
:::

| a | b |
|---|---|
| 1 | [](maths/matrix.md) |

## Sources

- [Attention is all you need](https://arxiv.org/abs/1706.03762)
- Linear Algebra Done Right, Sheldon Axler
""",
    "maths/matrix.md": """---
title: The *matrix*
categories: maths
---

# The *matrix*

Rows and columns of numbers. See [](../tensors.md#sources) {cite}`axler`.

## A part

With a footnote[^1], and code:

```python
print("[not](a_link.md)")
```

[^1]: Which says more about [tensors](../tensors.md).

## Further reading

- <https://arxiv.org/abs/1706.03762>
""",
    "dot_product.rst": """:date: 2024-01-02
:categories: maths

Dot product
===========

The sum of products, for :doc:`tensors <tensors>` too.

.. math:: a \\cdot b = \\sum_i a_i b_i

Sources
-------

* `A course <https://example.org/course>`__
""",
    "notebook.ipynb": """{
 "cells": [
  {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# A notebook\\n\\nIt counts."},
  {"cell_type": "code", "id": "b", "metadata": {}, "source": "print(6 * 7)",
   "execution_count": 1,
   "outputs": [{"output_type": "stream", "name": "stdout", "text": "42\\n"}]}
 ],
 "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
 "nbformat": 4, "nbformat_minor": 5
}
""",
    "deutsch.md": """---
title: Übung macht den Meister
lang: de
categories: [Maschinelles Lernen]
---

Ein Satz mit Umlauten: äöüß. Siehe [](tensors.md).

## Quellen

- Ein Buch
""",
    "overview.md": """# Overview

```{wiki:listing}
:type: table
:sort: title
```

```{wiki:sources}
```
""",
    "works.bib": """@book{axler,
  author = {Axler, Sheldon},
  title = {Linear Algebra Done Right},
  publisher = {Springer},
  year = {2015}
}
""",
    "images/cube.png": png(80),
}
"""Files by path. One word, ``unlikeanythingelse``, is in the tensor note alone."""

NOT_EXECUTED = 'nb_execution_mode = "off"\n'
