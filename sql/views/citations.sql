-- citations: one row per cable, its current version, with what a citation of it is made of and the citation in four forms.
--
-- nara is what the National Archives ask for in citing an electronic record: originator, addressee, subject, date, the
-- message reference number as the archive writes it, file unit, series, record group; chicago (a note), apa and mla
-- cite a document of its collection. The date of access is the reader's: [date of access] is to be filled in, where
-- the record was seen. The collection is what the carrier shows: Cablegate's own files; pages of PlusD; files of the
-- Central Foreign Policy Files, and telegrams of 1973 to 1979 printed as these are. Otherwise it is null and left out.
-- The wording for file unit, series and record group is general knowledge, not taken from a source at hand.
--
-- The originator's name is that of format line 6 (AMEMBASSY, AMCONSUL, USMISSION and SECSTATE WASHDC in words), else
-- the carrier's origin. What is not known is left out; a cable without a date is n.d.
create or replace view citations as
with addressees as (
    select cable_id, message_id, first(address order by position) as address, count(*) as n
    from fact_recipients
    where role = 'action'
    group by cable_id, message_id
),
facts as (
    select
        cables.cable_id,
        case
            when carrier = 'archive_text' or (header_kind = 'distribution' and cables.year between 1973 and 1979)
                then 'Central Foreign Policy Files'
            when carrier = 'plusd_html' then 'PlusD'
            when carrier in ('cablegate_csv', 'cablegate_html') then 'Cablegate'
        end as collection,
        coalesce(
            attributes['Document Number'], if(regexp_matches(cable_id_raw, '^\d{4}[A-Z]+\d{5,}$'), cable_id_raw, null),
            cables.cable_id
        ) as mrn,
        date,
        cables.year,
        coalesce(from_address, origin_label) as from_address,
        coalesce(address, attributes['To']) || if(n > 1, ' and ' || (n - 1) || if(n > 2, ' others', ' other'), '')
            as to_address,
        nullif(replace(rtrim(subject, '. '), '"', ''''), '') as subject,
        classification,
        attributes['Film Number'] as film_number
    from cables
    left join addressees using (cable_id, message_id)
),
words as (
    select
        *,
        case
            when regexp_matches(from_address, '^SECSTATE\b|^Secretary of State$') then 'U.S. Department of State'
            when regexp_matches(from_address, '^(AMEMBASSY|AMCONSUL) ')
                then if(starts_with(from_address, 'AMEMBASSY'), 'U.S. Embassy ', 'U.S. Consulate ')
                    || list_transform(
                        string_split(substr(from_address, instr(from_address, ' ') + 1), ' '),
                        lambda word: word[1] || lower(word[2:])
                    ).array_to_string(' ')
            when starts_with(from_address, 'USMISSION ') then 'U.S. Mission ' || substr(from_address, 11)
            when regexp_matches(from_address, '^(Embassy|Consulate|Mission) ') then 'U.S. ' || from_address
            else coalesce(from_address, '')
        end as originator,
        strftime(date, '%B %-d, %Y') as long_date,
        -- months of five letters and more are cut, as the Modern Language Association has it
        strftime(date, '%-d ') || case month(date)
            when 5 then 'May' when 6 then 'June' when 7 then 'July' when 9 then 'Sept.' else strftime(date, '%b.')
        end || strftime(date, ' %Y') as short_date,
        case collection
            when 'Cablegate' then 'Cablegate, WikiLeaks'
            when 'PlusD' then 'Public Library of US Diplomacy (PlusD), WikiLeaks'
            when 'Central Foreign Policy Files'
                then 'Central Foreign Policy Files, 1973-1979, Record Group 59: General Records of the Department of '
                    || 'State, National Archives at College Park, MD'
        end as holding
    from facts
)
select
    cable_id,
    collection,
    mrn,
    date,
    from_address,
    to_address,
    subject,
    classification,
    originator,
    holding,
    concat_ws(
        '; ',
        'Telegram' || coalesce(' from ' || from_address, '') || coalesce(' to ' || to_address, '')
            || coalesce(', "' || subject || ',"', ',') || ' ' || coalesce(long_date, 'n.d.'),
        mrn,
        classification,
        if(collection = 'Central Foreign Policy Files', 'Electronic Telegrams, ' || year, null),
        'film number ' || film_number,
        holding
    ) || ' [date of access].' as nara,
    concat_ws(
        ', ', nullif(originator, ''), coalesce('"' || subject || '," ', '') || 'cable ' || cable_id,
        coalesce(long_date, 'n.d.'), classification, holding
    ) || '.' as chicago,
    concat_ws(
        ' ',
        nullif(rtrim(originator, '.') || '.', '.'),
        '(' || coalesce(strftime(date, '%Y, %B %-d'), 'n.d.') || ').',
        subject,
        '[Cable ' || concat_ws(', ', cable_id, classification) || '].',
        holding || '.'
    ) as apa,
    concat_ws(
        ' ',
        nullif(rtrim(originator, '.') || '.', '.'),
        '"' || subject || if(right(subject, 1) in ('?', '!'), '"', '."'),
        'Cable ' || concat_ws(', ', cable_id, coalesce(short_date, 'n.d.'), classification) || '.',
        holding || '.'
    ) as mla,
    if(collection = 'Central Foreign Policy Files', 'nara', 'chicago') as usual_style
from words;
