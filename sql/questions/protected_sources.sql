-- sources: Which paragraphs ask to protect a source, and which names stand beside?
--
-- Watch out: this is a list to take care of, not one to publish: those named asked not to be. Names are found by
-- their form alone, up to six words with capital letters right before the phrase: titles come with them, names
-- that stand elsewhere are missed, and an empty list does not mean that nobody is named. Paragraphs that
-- speak of protection otherwise ("protect accordingly") are among them.
--
-- Columns:
--   cable_id: number of the cable
--   post: post that sent it
--   date: best date of the cable
--   classification: its classification
--   paragraph: place of the paragraph in the text, from 1
--   mark: its canonical mark
--   phrases: phrases that ask for protection
--   names: what stands right before them and looks like a name
--   is_redacted: names were taken out of the cable (XXXXXXXXXXXX)
-- Parameters:
--   post (VARCHAR, all): post as it stands in numbers (TELAVIV)
select
    cable_id,
    post,
    date,
    classification,
    paragraphs.ordinal as paragraph,
    mark,
    regexp_extract_all(
        text,
        '(?i)\b(?:(?:strictly|please|source)\s+protect\b'
        || '|protect(?:ed|ing)?\s+(?:(?:the|this|his|her)\s+)?(?:source|identity|contact)s?\b|protect\))'
    ) as phrases,
    list_distinct(
        regexp_extract_all(
            text,
            '((?:\p{Lu}[\p{L}.’''-]*[ \n]+){0,5}\p{Lu}[\p{L}.’''-]*),?\s*[(\[]\s*(?i:(?:strictly|please)\s+)?(?i:protect)',
            1
        )
    ) as names,
    is_redacted
from paragraphs
join cables using (cable_id, message_id)
where paragraphs.has_protect_phrase
    and (getvariable('post') is null or post = getvariable('post'))
order by cable_id, paragraph;
