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

-- what reads like a name in the text beside a phrase: its words from the last title on; null where there is none.
-- One word behind an article is an institution or a nation: "the Chancellery", "the Ruritanian Ambassador".
create or replace macro name_of(run) as case
    when not regexp_matches(run, '^(?i:the)\s+\S+(?:\s+' || no_name() || ')?$') then nullif(
        regexp_replace(
            regexp_replace(
                regexp_replace(run, '^(?:.*[\s''’-])?' || no_name() || '(?:''s|’s)?\s+', ''),
                '(?:^|\s+)' || no_name() || '$', ''
            ),
            '(?:''|’)[Ss]$', ''
        ),
        ''
    )
end;

-- in a text all in capitals the words that hold a sentence together take the part of small letters
create or replace macro capitals_parted(said) as regexp_replace(
    said,
    '\b(?:A|AN|AND|ARE|AS|AT|BE|BEEN|BUT|BY|DID|FOR|FROM|HAD|HAS|HAVE|HE|HER|HIM|HIS|IF|IN|IS|IT|ITS|NOT|OF|ON|OR|OUR|'
    'SAID|SAYS|SHE|SO|SUCH|THAN|THAT|THE|THEIR|THEM|THEN|THERE|THEY|THIS|TO|TOLD|WAS|WE|WERE|WHICH|WHILE|WHO|WHOM|'
    'WILL|WITH|WOULD)\b',
    '|', 'g'
);

create or replace macro protect_phrase() as
    '(?:(?i:(?:please\s+)?strictly|please|source)\s+)(?i:protect(?:ed|ing)?)'
    '|(?i:protect(?:ed|ing)?\s+(?:(?:the|this|his|her)\s+)?(?:source|identity|contact))'
    '|(?i:protect\s+(?:his|her|their)\s+name\b)'
    '|\((?i:protect(?:\s+(?:throughout|strictly)|\s*-[^()]{0,30}\)|!\)'
    '|,?\s+(?:(?:as|the|his|her|their)\s+)?(?:names?|sources?|identity|both|all|fully|always|please|at\s+all\s+times)\)))';

create or replace view protected_paragraphs as
with asking as (
    select
        cable_id, message_id, ordinal,
        -- abbreviations lose their point, so that what is left ends sentences
        regexp_replace(
            text, '\b(\p{Lu}|(?i:amb|capt|col|dr|gen|lt|maj|mr|mrs|ms|prof|rep|sen|sgt|st))\.', '\1', 'g'
        ) as said,
        not regexp_matches(text, '\p{Ll}{3}') as is_capitals
    from fact_paragraphs
    where has_protect_phrase
),
-- "their ability to protect the sources of their intelligence" speaks of sources, and of nobody beside
requests as (
    select * replace (
        regexp_replace(said, '(?i)\bto\s+protect(\s+(?:the\s+)?sources?\s+(?:of|and)\b)', 'to keep\1', 'g') as said
    )
    from asking
),
sides as (
    select
        * exclude (said), true as is_before,
        -- all pieces but the last have a phrase behind them
        right(unnest(string_split_regex(said, protect_phrase() || '|(?i:protect\))')[:-2]), 120) as side
    from requests
    union all
    select
        * exclude (said), false,
        unnest(regexp_extract_all(said, '(?:' || protect_phrase() || ')([^().;,]{0,60})', 1))
    from requests
),
sentences as (
    select * replace (
        case when is_before then regexp_replace(side, '(?s)^.*[\p{L}\p{N})"”][.!?]["”)]?\s', '') else side end as side
    )
    from sides
),
parted as (
    select
        cable_id, message_id, ordinal, is_before, row_number() over () as side_number,
        regexp_extract_all(
            case when is_capitals then capitals_parted(side) else side end,
            '(?:\bthe\s+)?(?:(?:al|el|an|as|ar|ash|ul)-)?\p{Lu}[\p{L}\p{M}''’-]*'
            '(?:\s+(?:(?:al|el|bin|ibn|ben|bint|abu|de|del|della|da|dos|du|di|la|le|van|von|der|den|ter|ul|y)[\s-]+){0,2}'
            '(?:(?:al|el|an|as|ar|ash|ul)-)?\p{Lu}[\p{L}\p{M}''’-]*)*'
        ) as runs
    from sentences
    -- a redaction directly before the phrase stands for the name
    where not (is_before and regexp_matches(side, '(?i)x{3,}[^\p{L}]*$'))
),
named as (
    select * exclude (run), name_of(run) as name
    from (select * exclude (runs), unnest(runs) as run, generate_subscripts(runs, 1) as place from parted)
),
nearest as (
    select
        cable_id, message_id, ordinal,
        case when is_before then arg_max(name, place) else arg_min(name, place) end as name
    from named
    where name is not null
    group by cable_id, message_id, ordinal, is_before, side_number
)
select
    cable_id, message_id, ordinal,
    list_distinct(
        list_transform(
            regexp_extract_all(said, protect_phrase() || '|(?i:protect\))'),
            lambda phrase: lower(regexp_replace(trim(phrase, '() -'), '\s+', ' ', 'g'))
        )
    ) as phrases,
    coalesce(names, []) as names
from asking
left join (
    select cable_id, message_id, ordinal, list(distinct name order by name) as names from nearest group by all
) as beside using (cable_id, message_id, ordinal);
