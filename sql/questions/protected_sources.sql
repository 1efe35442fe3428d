-- sources: Which paragraphs ask to protect a source, and which names stand beside?
--
-- Watch out: this is a list to take care of, not one to publish: those named asked not to be. Names are found by
-- their form alone, words with capital letters beside the phrase (see protected_paragraphs): names that stand
-- elsewhere are missed, and an empty list does not mean that nobody is named. Paragraphs that speak of protection
-- otherwise ("protect accordingly") are among them.
--
-- Columns:
--   cable_id: number of the cable
--   post: post that sent it
--   date: best date of the cable
--   classification: its classification
--   paragraph: place of the paragraph in the text, from 1
--   mark: its canonical mark
--   phrases: phrases that ask for protection, in small letters
--   names: what stands beside them and looks like a name
--   is_redacted: names were taken out of the cable (XXXXXXXXXXXX)
-- Parameters:
--   post (POST, all): post as it stands in numbers (TELAVIV)
select
    cable_id,
    post,
    date,
    classification,
    paragraphs.ordinal as paragraph,
    mark,
    phrases,
    names,
    is_redacted
from paragraphs
join cables using (cable_id, message_id)
join protected_paragraphs as asking
    on asking.cable_id = cables.cable_id
    and asking.message_id = cables.message_id
    and asking.ordinal = paragraphs.ordinal
where paragraphs.has_protect_phrase
    and (getvariable('post') is null or post = getvariable('post'))
order by cable_id, paragraph;
