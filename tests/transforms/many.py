"""Notes in which every transform that is known finds something."""

from __future__ import annotations

from tests.oracles.sample import NOT_EXECUTED, SAMPLE

CONF = NOT_EXECUTED + "numfig = True\n"

RICH = """---
title: "Everything -- at once"
tags: [maths]
author: Someone
---

(top)=
# Everything -- at once

"Quoted" text, isn't it... -- *"nested"* and `"code"`. $a'$ \\-- not &amp;
<https://github.com/a/b/issues/1>
{class}`x`[^one] and [^two], {abbr}`MD ("Mark''down")`, {numref}`fig`,
[](#fig), [](#top), [](plain.md)

[^one]: A "note".
[^two]: Another.

> A quote

> ```python
> >>> 1 + 1  # doctest: +SKIP
> 2
> ```

```{math}
:label: eq
a = b
```

```{figure} ../images/cube.png
:name: fig

A caption
```

```python
>>> print("x")  # doctest: +SKIP
x
```

````{div} language-de
"Deutsch"
````

```{code-block} python
:caption: Listing
print('x')
```

````{dropdown} Title
Inside
````

`````{tab-set}
````{tab-item} A
a
````
````{tab-item} B
b
````
`````

```{button-ref} top
:ref-type: ref
A *button*
```

{bdg-ref-primary}`top`

```{aside} Title
Beside
```

```{glossary}
:sorted:

b
  B

a
  A
```

```{only} html
Only
```

```{index} single: Word
```

```{table} A table
| a | b |
|---|---|
| 1 | 2 |
```

```{note}
A note
```

term
: definition 'x'

- [ ] task

(number)=
## 1

## Sources

- A "book"
"""

CELLS = """---
file_format: mystnb
kernelspec:
  name: python3
---

# Cells

```{code-cell}
:tags: [hide-input]
1 + 1
```
"""

REST = """Title
=====

:Author: A

.. _label:

Section "one"
-------------

.. highlight:: c

.. _other: https://example.org
.. |sub| replace:: "replaced"

Text |sub| |today| with `anonymous`__ and other_ and label_ [#]_ [CIT]_ *

__ https://example.org/a

::

    literal "text"

>>> doctest

.. py:function:: f(x)

   A function.

.. c:function:: int g(void)

.. _indirect: other_

See indirect_.

.. c:alias:: g

.. cpp:function:: int h()

.. cpp:alias:: h

.. [#] Footnote
.. [CIT] Citation

.. class:: special

A term : classifier
    text

.. container:: wide

   - a

   - b

.. rubric:: Rubric

| line
| block

--------

End -- of 'it'.

.. image:: ../images/cube.png
   :alt: A picture

.. topic:: A topic

   Text.

.. toctree::
   :hidden:

   plain
"""


FILES: dict[str, str | bytes] = {
    **SAMPLE,
    "many/everything.md": RICH,
    "many/rest.rst": REST,
    "many/cells.md": CELLS,
    "many/plain.md": "# Plain\n\nPlain text. See [](everything.md).\n\n![[everything]]\n",
    "many/quiet.md": "---\ncategories: [maths]\n---\n\nText\n",
}
