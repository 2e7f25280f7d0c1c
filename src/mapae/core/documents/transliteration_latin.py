"""Latin letters with marks, and what the machine-readable zone writes for them (Doc 9303-3, 6, table A).

Both cases of each letter stand in the table, because `.upper()` and `.lower()` go wrong on the Turkish dotted and
dotless i. Where the issuer may choose, the forms keep the table's order.
"""

from __future__ import annotations

from mapae.core.documents.transliteration_rows import read_rows

TABLE_A = read_rows(
    """Àà A, Áá A, Ââ A, Ãã A, Ää AE/A, Åå AA/A, Ææ AE, Çç C, Èè E, Éé E, Êê E, Ëë E, Ìì I, Íí I, Îî I, Ïï I
    Ðð D, Ññ N/NXX, Òò O, Óó O, Ôô O, Õõ O, Öö OE/O, Øø OE, Ùù U, Úú U, Ûû U, Üü UE/UXX/U, Ýý Y, Þþ TH
    Āā A, Ăă A, Ąą A, Ćć C, Ĉĉ C, Ċċ C, Čč C, Ďď D, Đđ D, Ēē E, Ĕĕ E, Ėė E, Ęę E, Ěě E, Ĝĝ G, Ğğ G, Ġġ G, Ģģ G
    Ĥĥ H, Ħħ H, Ĩĩ I, Īī I, Ĭĭ I, Įį I, İ I, ı I, Ĳĳ IJ, Ĵĵ J, Ķķ K, Ĺĺ L, Ļļ L, Ľľ L, Ŀŀ L, Łł L
    Ńń N, Ņņ N, Ňň N, Ŋŋ N, Ōō O, Ŏŏ O, Őő O, Œœ OE, Ŕŕ R, Ŗŗ R, Řř R, Śś S, Ŝŝ S, Şş S, Šš S, Ţţ T, Ťť T, Ŧŧ T
    Ũũ U, Ūū U, Ŭŭ U, Ůů U, Űű U, Ųų U, Ŵŵ W, Ŷŷ Y, Ÿÿ Y, Źź Z, Żż Z, Žž Z, ẞß SS"""
)

# Letters of names that the table leaves out and that no decomposition turns into A-Z: our reading, not the standard's.
OUTSIDE_TABLE = read_rows("Əə E, ĸ Q, ſ S, ŉ N, Ɓɓ B, Ɖɖ D, Ɗɗ D, Ɛɛ E, Ɣɣ G, Ɨɨ I, Ƙƙ K, Ɲɲ N, Ɔɔ O, Ʉʉ U, Ʋʋ V, Ƴƴ Y")

# Issuers that are known to leave the marks out instead of writing a second letter: ÖZTÜRK is OZTURK in a Turkish
# passport, and Spain writes Ü as U. The German-speaking and Nordic states follow the table's order.
SHORTEST_FIRST = frozenset({"ESP", "TUR"})
