"""What the transforms that we know look for: where it is not, they need not run.

An entry says the least that must hold for a transform to do or say anything: the
names of classes of nodes of which it looks for at least one, or a question to
the census. The table is right for the versions that `known` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_wiki.transforms import instead
from sphinx_wiki.transforms import questions as q

if TYPE_CHECKING:
    from docutils.transforms import Transform

READING: Mapping[str, str | q.Need] = {
    "docutils.transforms.frontmatter.DocInfo": "field_list",
    "docutils.transforms.frontmatter.DocTitle": q.document_title,
    "docutils.transforms.frontmatter.SectionSubTitle": q.setting("sectsubtitle_xform", True),
    "docutils.transforms.misc.Transitions": "transition",
    "docutils.transforms.references.AnonymousHyperlinks": q.anonymous,
    "docutils.transforms.references.ExternalTargets": "target",
    "docutils.transforms.references.Footnotes": q.footnotes_or_citations,
    "docutils.transforms.references.IndirectHyperlinks": q.indirect_targets,
    "docutils.transforms.references.InternalTargets": "target",
    "docutils.transforms.references.PropagateTargets": "target",
    "docutils.transforms.references.Substitutions": "substitution_reference",
    "docutils.transforms.universal.Decorations": q.decorated,
    "docutils.transforms.universal.ExposeInternals": q.setting("expose_internals"),
    "docutils.transforms.universal.StripComments": q.setting("strip_comments"),
    "docutils.transforms.universal.Validate": q.setting("validate"),
    "myst_parser.mdit_to_docutils.transforms.AddSlugIds": q.slugs,
    "myst_parser.mdit_to_docutils.transforms.CollectFootnotes": q.footnotes,
    "myst_parser.mdit_to_docutils.transforms.PrioritiseExplicitIds": q.explicit_names,
    "myst_parser.mdit_to_docutils.transforms.ResolveAnchorIds": q.attribute(
        nodes.reference, "id_link"
    ),
    "myst_parser.mdit_to_docutils.transforms.ResolveSectionRefs": q.attribute(
        nodes.inline, "section_numbers"
    ),
    "myst_parser.mdit_to_docutils.transforms.SortFootnotes": q.footnotes,
    "myst_parser.mdit_to_docutils.transforms.UnreferencedFootnotesDetector": q.footnotes,
    "sphinx.builders.latex.transforms.FootnoteDocnameUpdater": "footnote footnote_reference",
    "sphinx.domains.citation.CitationDefinitionTransform": "citation",
    "sphinx.domains.citation.CitationReferenceTransform": "citation_reference",
    "sphinx.transforms.AutoIndexUpgrader": "index",
    "sphinx.transforms.AutoNumbering": q.enumerable,
    "sphinx.transforms.DefaultSubstitutions": "substitution_reference",
    "sphinx.transforms.DoctestTransform": "doctest_block",
    "sphinx.transforms.ExtraTranslatableNodes": q.value("gettext_additional_targets"),
    "sphinx.transforms.FilterSystemMessages": "system_message",
    "sphinx.transforms.GlossarySorter": "glossary",
    "sphinx.transforms.HandleCodeBlocks": "block_quote",
    "sphinx.transforms.MoveModuleTargets": "target",
    "sphinx.transforms.ReorderConsecutiveTargetAndIndexNodes": "target",
    "sphinx.transforms.SortIds": q.sections_with_several_ids,
    "sphinx.transforms.UnreferencedFootnotesDetector": q.footnotes,
    "sphinx.transforms.compact_bullet_list.RefOnlyBulletListTransform": q.loose_lists,
    "sphinx.transforms.i18n.AddTranslationClasses": q.value("translation_progress_classes"),
    "sphinx.transforms.i18n.Locale": q.translations,
    "sphinx.transforms.i18n.PreserveTranslatableMessages": "translatable",
    "sphinx.transforms.i18n.RemoveTranslatableInline": q.attribute(nodes.inline, "translatable"),
    "sphinx.transforms.references.SphinxDanglingReferences": q.dangling,
    "sphinx.versioning.UIDTransform": q.versioned,
    "sphinx_design.extension.AddFirstTitleCss": "docinfo",
    "sphinx_wiki.figures.numbers.NumberReferences": q.attribute(nodes.reference, "id_link"),
}

WRITING: Mapping[str, str | q.Need] = {
    "myst_nb.ext.execution_tables.ExecutionStatsPostTransform": "ExecutionStatsNode",
    "myst_nb.ext.glue.crossref.ReplacePendingGlueReferences": "PendingGlueReference",
    "myst_nb.sphinx_.HideInputCells": q.attribute(nodes.container, "hide_mode"),
    "myst_nb.sphinx_.SelectMimeType": q.attribute(nodes.container, "nb_element"),
    "myst_parser.sphinx_ext.myst_refs.MystReferenceResolver": "pending_xref",
    "pydata_sphinx_theme.short_link.ShortenLinkTransform": q.bare_addresses,
    "sphinx.domains.c.AliasTransform": "AliasNode",
    "sphinx.domains.cpp.AliasTransform": "AliasNode",
    "sphinx.transforms.post_transforms.OnlyNodeTransform": "only",
    "sphinx.transforms.post_transforms.PropagateDescDomain": "desc_signature",
    "sphinx.transforms.post_transforms.ReferencesResolver": "pending_xref",
    "sphinx.transforms.post_transforms.SigElementFallbackTransform": (
        "desc_sig_element desc_inline"
    ),
    "sphinx.transforms.post_transforms.code.HighlightLanguageTransform": (
        "literal_block highlightlang"
    ),
    "sphinx.transforms.post_transforms.code.TrimDoctestFlagsTransform": (
        "literal_block doctest_block"
    ),
    "sphinx.transforms.post_transforms.images.DataURIExtractor": "image",
    "sphinx.transforms.post_transforms.images.ImageDownloader": "image",
    "sphinx_design.aside.AsideHtmlTransform": q.component("aside"),
    "sphinx_design.badges_buttons.BadgeRefTooltipGraft": q.kept("sd_badge_ref_tooltip"),
    "sphinx_design.badges_buttons.BadgeRefTooltipStash": "pending_xref",
    "sphinx_design.badges_buttons.ButtonRefContentGraft": q.kept("sd_button_ref_content"),
    "sphinx_design.badges_buttons.ButtonRefContentStash": "pending_xref",
    "sphinx_design.dropdown.DropdownHtmlTransform": q.component("dropdown"),
    "sphinx_design.tabs.TabSetHtmlTransform": q.component("tab-set"),
    "sphinx_wiki.figures.numbers.NumberCaptions": "caption",
    "sphinx_wiki.figures.pictures.PlacePictures": "PlotlyFigure",
    "sphinx_wiki.render.embeds.ExpandEmbeds": "NoteEmbed",
    "sphinx_wiki.render.html.NameCheckboxes": "raw",
    "sphinx_wiki.render.links.RenderLinks": "pending_xref",
    "sphinx_wiki.render.math.EpubFormulas": "math math_block",
    "sphinx_wiki.render.math.LatexFormulas": "math math_block",
    "sphinx_wiki.render.places.RenderPlaces": "Placeholder CitedElsewhere toctree",
    "sphinx_wiki.unlisted.ShowUnlisted": "bibliography",
    "sphinx_wiki.upstream.citation_nodes.CopiedEntries": "bibliography",
    "sphinxcontrib.bibtex.transforms.BibliographyTransform": "bibliography",
}

INSTEAD: Mapping[str, type[Transform]] = {
    "sphinx.transforms.ApplySourceWorkaround": instead.Sources,
    "sphinx.transforms.SphinxSmartQuotes": instead.Quotes,
    "sphinx.transforms.i18n.TranslationProgressTotaliser": instead.Progress,
    "sphinx.transforms.post_transforms.code.HighlightLanguageTransform": instead.Languages,
}
"""What gives the same as a transform in less time."""

ADDS_NOTHING = {
    *INSTEAD,
    "myst_parser.mdit_to_docutils.transforms.AddSlugIds",
    "myst_parser.mdit_to_docutils.transforms.PrioritiseExplicitIds",
    "pydata_sphinx_theme.short_link.ShortenLinkTransform",
    "sphinx.transforms.AutoNumbering",
    "sphinx.transforms.SortIds",
    "sphinx.transforms.post_transforms.code.TrimDoctestFlagsTransform",
    "sphinx_design.badges_buttons.BadgeRefTooltipStash",
    "sphinx_design.badges_buttons.ButtonRefContentStash",
    "sphinx_design.extension.AddFirstTitleCss",
    "sphinx_wiki.dialects.quarto.names.HideOwnNames",
    "sphinx_wiki.dialects.quarto.names.ShowOwnNames",
    "sphinx_wiki.render.html.NameCheckboxes",
    "sphinx_wiki.render.math.EpubFormulas",
    "sphinx_wiki.render.math.LatexFormulas",
}
"""Transforms after which a document holds no class of nodes or attribute that it did not."""
