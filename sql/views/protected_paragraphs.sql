-- protected_paragraphs: paragraphs, of every version, that ask to protect a source, and the names beside the phrase.
--
-- A name is the nearest run of capitalised words before the phrase, in its sentence and within 120 characters, or
-- after it where the phrase is not closed by a parenthesis; of "Ruritanian Defense Minister Nelson Quillon (protect)"
-- what follows the last title. In a paragraph all in capitals function words end a run. A redaction is no name.
-- docs/SOURCE_PROTECTION.md says what this misses.

-- words that name no person, whatever the case they stand in
create or replace macro no_name() as
    '(?i:a|an|acting|academic|accordingly|activist|adviser|advisor|after|agency|ambassador|amb|analyst|and|another|'
    'april|as|assistant|at|attache|attorney|august|bishop|both|business|but|businessman|by|cabinet|capt|captain|chair|'
    'chairman|charge|chief|cleric|col|colonel|commander|commissioner|congressman|consul|contact|contacts|councilor|'
    'counselor|december|defen[cs]e|deputy|diplomat|director|dcm|dr|econoff|editor|embassy|emboff|emboffs|'
    'executive|father|february|fm|first|for|foreign|former|friday|from|gen|general|governor|he|head|her|his|however|'
    'identity|in|it|january|journalist|judge|july|june|justice|king|lawyer|leader|legal|lt|maj|major|manager|march|may|'
    'mayor|meanwhile|member|mfa|minister|ministry|moi|monday|mp|mr|mrs|ms|november|october|of|officer|official|on|one|'
    'our|poloff|polcouns|party|pm|police|president|prime|prince|princess|prof|professor|prosecutor|protect|protected|'
    'rep|representative|reverend|saturday|sec|second|secretary|sen|senator|senior|separately|september|sgt|she|sheikh|'
    'sir|some|source|sources|spokesman|staff|state|strictly|summary|comment|sunday|that|the|their|these|they|third|this|'
    'throughout|thursday|to|tuesday|two|undersecretary|under|vice|we|wednesday|when|while|with|please|xxx+)';

-- what reads like a name in the text beside a phrase: its words from the last title on; null where there is none
create or replace macro name_of(run) as nullif(
    regexp_replace(
        regexp_replace(
            regexp_replace(run, '^(?:.*[\s''’-])?' || no_name() || '(?:''s|’s)?\s+', ''),
            '(?:^|\s+)' || no_name() || '$', ''
        ),
        '(?:''|’)[Ss]$', ''
    ),
    ''
);

create or replace macro name_runs(said) as list_filter(
    list_transform(
        regexp_extract_all(
            said,
            '(?:(?:al|el|an|as|ar|ash|ul)-)?\p{Lu}[\p{L}\p{M}''’-]*'
            '(?:\s+(?:(?:al|el|bin|ibn|ben|bint|abu|de|del|della|da|dos|du|di|la|le|van|von|der|den|ter|ul|y)[\s-]+){0,2}'
            '(?:(?:al|el|an|as|ar|ash|ul)-)?\p{Lu}[\p{L}\p{M}''’-]*)*'
        ),
        lambda run: name_of(run)
    ),
    lambda name: name is not null
);

-- in a text all in capitals the words that hold a sentence together take the part of small letters
create or replace macro capitals_parted(said) as regexp_replace(
    said,
    '\b(?:A|AN|AND|ARE|AS|AT|BE|BEEN|BUT|BY|DID|FOR|FROM|HAD|HAS|HAVE|HE|HER|HIM|HIS|IF|IN|IS|IT|ITS|NOT|OF|ON|OR|OUR|'
    'SAID|SAYS|SHE|SO|SUCH|THAN|THAT|THE|THEIR|THEM|THEN|THERE|THEY|THIS|TO|TOLD|WAS|WE|WERE|WHICH|WHILE|WHO|WHOM|'
    'WILL|WITH|WOULD)\b',
    '|', 'g'
);

create or replace view protected_paragraphs as
with phrases as (
    select
        cable_id, message_id, ordinal,
        '(?:(?i:(?:please\s+)?strictly|please|source)\s+)(?i:protect(?:ed|ing)?)'
        '|(?i:protect(?:ed|ing)?\s+(?:(?:the|this|his|her)\s+)?(?:source|identity|contact))' as phrase,
        -- abbreviations lose their point, so that what is left ends sentences
        regexp_replace(
            text, '\b(\p{Lu}|(?i:amb|capt|col|dr|gen|lt|maj|mr|mrs|ms|prof|rep|sen|sgt|st))\.', '\1', 'g'
        ) as said,
        not regexp_matches(text, '\p{Ll}{3}') as is_capitals
    from fact_paragraphs
    where has_protect_phrase
),
beside as (
    select
        cable_id, message_id, ordinal,
        regexp_extract_all(said, phrase || '|(?i:protect\))') as phrases,
        list_transform(
            regexp_extract_all(said, '(?s)(.{0,120}?)(?:' || phrase || '|(?i:protect\)))', 1),
            lambda before: regexp_replace(before, '(?s)^.*[\p{L}\p{N})"”][.!?]["”)]?\s', '')
        ) as before,
        regexp_extract_all(said, '(?:' || phrase || ')([^().;,]{0,60})', 1) as after,
        is_capitals
    from phrases
),
parted as (
    select
        * exclude (before, after),
        case when is_capitals then list_transform(before, lambda side: capitals_parted(side)) else before end as before,
        case when is_capitals then list_transform(after, lambda side: capitals_parted(side)) else after end as after
    from beside
)
select
    cable_id, message_id, ordinal,
    list_distinct(list_transform(phrases, lambda phrase: lower(regexp_replace(rtrim(phrase, ')'), '\s+', ' ', 'g'))))
        as phrases,
    list_distinct(list_filter(
        list_concat(
            -- a redaction directly before the phrase stands for the name
            list_transform(
                before,
                lambda side: case when not regexp_matches(side, '(?i)x{3,}[^\p{L}]*$') then name_runs(side)[-1] end
            ),
            list_transform(after, lambda side: name_runs(side)[1])
        ),
        lambda name: name is not null
    )) as names
from parted;
