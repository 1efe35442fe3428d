-- Every table of the warehouse with its comments.
-- Written from dagster_project/tables.py by `python -m dagster_project.schema`: change it there.

create table if not exists fact_cables (
    cable_id VARCHAR,
    message_id VARCHAR,
    version INTEGER,
    is_current BOOLEAN,
    parts VARCHAR[],
    cable_id_raw VARCHAR,
    body_cable_id VARCHAR,
    body_matches_id BOOLEAN,
    year INTEGER,
    post VARCHAR,
    serial INTEGER,
    sent_at TIMESTAMP,
    filed_at TIMESTAMP,
    date DATE,
    date_source VARCHAR,
    header_kind VARCHAR,
    transmission_id VARCHAR,
    routing_precedence VARCHAR,
    origin_ri VARCHAR,
    station_serial INTEGER,
    header_section INTEGER,
    circuit_class VARCHAR,
    operating_signals VARCHAR[],
    security_note VARCHAR,
    precedence_action VARCHAR,
    precedence_info VARCHAR,
    time_note VARCHAR,
    from_address VARCHAR,
    classification VARCHAR,
    class_level INTEGER,
    is_noforn BOOLEAN,
    classification_source VARCHAR,
    class_line VARCHAR,
    captions VARCHAR[],
    pass_lines VARCHAR[],
    eo_number VARCHAR,
    eo_value VARCHAR,
    declassify_on DATE,
    declass_rule VARCHAR,
    subject VARCHAR,
    subject_mark VARCHAR,
    classified_by VARCHAR,
    class_reasons VARCHAR[],
    drafter VARCHAR,
    approver VARCHAR,
    distribution_total INTEGER,
    signer VARCHAR,
    section_count INTEGER,
    sections_seen INTEGER,
    paragraph_count INTEGER,
    word_count INTEGER,
    page_line_count INTEGER,
    has_summary BOOLEAN,
    has_comment BOOLEAN,
    has_minimize BOOLEAN,
    is_redacted BOOLEAN,
    has_protect_phrase BOOLEAN,
    text_status VARCHAR,
    unread_chars INTEGER,
    created_label VARCHAR,
    released_on VARCHAR,
    origin_label VARCHAR,
    classification_label VARCHAR,
    attributes MAP(VARCHAR, VARCHAR),
    issues VARCHAR[],
    carrier VARCHAR,
    dump_id VARCHAR,
    ordinal BIGINT,
    source_path VARCHAR,
    source_offset BIGINT,
    source_length BIGINT,
    parser_version VARCHAR,
    loaded_at TIMESTAMP
);
comment on table fact_cables is 'one version of a cable: one distinct message that carries it';
comment on column fact_cables.cable_id is 'canonical number: 2-digit year, post, serial (08PARIS1600)';
comment on column fact_cables.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_cables.version is '1 for the first version of the cable, by release and arrival';
comment on column fact_cables.is_current is 'the version that stands for the cable; exactly one';
comment on column fact_cables.parts is 'messages that it is made of: more than one where sections came by themselves';
comment on column fact_cables.cable_id_raw is 'the number as the carrier gave it';
comment on column fact_cables.body_cable_id is 'number that the text itself bears on its classification line';
comment on column fact_cables.body_matches_id is 'whether that is this cable''s number; null when it bears none';
comment on column fact_cables.year is 'four-digit year of the number';
comment on column fact_cables.post is 'post of the number, without blanks (TELAVIV)';
comment on column fact_cables.serial is 'serial of the number';
comment on column fact_cables.sent_at is 'date-time group (format line 5), UTC; null if absent or impossible';
comment on column fact_cables.filed_at is 'filing time (format line 3), UTC';
comment on column fact_cables.date is 'best date: sent_at, else filed_at, else the carrier''s';
comment on column fact_cables.date_source is 'sent_at, filed_at or carrier';
comment on column fact_cables.header_kind is 'acp127, dtg_only, partial, distribution or other';
comment on column fact_cables.transmission_id is 'format line 1: channel and number of this copy';
comment on column fact_cables.routing_precedence is 'precedence of format line 2';
comment on column fact_cables.origin_ri is 'routing indicator of the calling station (format line 3)';
comment on column fact_cables.station_serial is 'station serial number (format line 3): serial modulo 10,000';
comment on column fact_cables.header_section is 'section of the transmission (format line 3)';
comment on column fact_cables.circuit_class is 'letter of format line 4: U, E, R, C, S or T';
comment on column fact_cables.operating_signals is 'Z signals of format lines 4 and 5, in order';
comment on column fact_cables.security_note is 'what else stands on format line 4, as written';
comment on column fact_cables.precedence_action is 'precedence for action addressees (format line 5)';
comment on column fact_cables.precedence_info is 'precedence for information addressees, where it differs';
comment on column fact_cables.time_note is 'what else follows the date-time group, as written';
comment on column fact_cables.from_address is 'originator (format line 6), single blanks';
comment on column fact_cables.classification is 'UNCLASSIFIED to TOP SECRET, with //NOFORN or //FOR OFFICIAL USE ONLY';
comment on column fact_cables.class_level is '0 U, 1 FOUO/LOU, 2 C, 3 S, 4 TS';
comment on column fact_cables.is_noforn is 'not releasable to foreign nationals, by line or caption';
comment on column fact_cables.classification_source is 'text, format_line_4 or carrier: where the level was read';
comment on column fact_cables.class_line is 'the classification line as written';
comment on column fact_cables.captions is 'distinct captions, canonical, in order';
comment on column fact_cables.pass_lines is 'instructions between captions and E.O. line, wrapped lines joined';
comment on column fact_cables.eo_number is 'executive order, typos repaired';
comment on column fact_cables.eo_value is 'the E.O. line after the number, as written';
comment on column fact_cables.declassify_on is 'date of declassification that the E.O. line gives';
comment on column fact_cables.declass_rule is 'date, event, exemption, oadr, mr, na or gds';
comment on column fact_cables.subject is 'one line, single blanks, without its mark';
comment on column fact_cables.subject_mark is 'the subject''s own portion mark';
comment on column fact_cables.classified_by is 'name and title of the classifying authority, as written';
comment on column fact_cables.class_reasons is 'grounds, as 1.4(b)';
comment on column fact_cables.drafter is 'drafting officer (1973-79)';
comment on column fact_cables.approver is 'approving officer (1973-79)';
comment on column fact_cables.distribution_total is 'sum of copies that the archive''s print states; null when it states none';
comment on column fact_cables.signer is 'surname that closes the text, as written';
comment on column fact_cables.section_count is 'sections stated on the classification line; 1 when none is';
comment on column fact_cables.sections_seen is 'sections found in this message';
comment on column fact_cables.paragraph_count is 'rows in fact_paragraphs';
comment on column fact_cables.word_count is 'words of all paragraphs';
comment on column fact_cables.page_line_count is 'page continuation lines taken out of the text';
comment on column fact_cables.has_summary is 'has a summary';
comment on column fact_cables.has_comment is 'has a comment';
comment on column fact_cables.has_minimize is 'states that minimize was considered';
comment on column fact_cables.is_redacted is 'holds redaction runs (XXXXXXXXXXXX)';
comment on column fact_cables.has_protect_phrase is 'asks somewhere to protect a source';
comment on column fact_cables.text_status is 'text, partial, lost or withheld';
comment on column fact_cables.unread_chars is 'non-blank characters of header and body that no rule accounts for';
comment on column fact_cables.created_label is 'the carrier''s date of the cable, as given';
comment on column fact_cables.released_on is 'the carrier''s date of release, as given';
comment on column fact_cables.origin_label is 'the carrier''s origin, as given';
comment on column fact_cables.classification_label is 'the carrier''s classification, as given';
comment on column fact_cables.attributes is 'what else the carrier says of the cable, by the carrier''s own names';
comment on column fact_cables.issues is 'distinct codes of load_issues';
comment on column fact_cables.carrier is 'form it came in: cablegate_csv, cablegate_html, plusd_html, archive_text, generic_table, telegram_text or teletype_stream; of a dump also archive, of which nothing can be read';
comment on column fact_cables.dump_id is 'hash of the dump''s content';
comment on column fact_cables.ordinal is 'place of the record in its dump, from 1';
comment on column fact_cables.source_path is 'file the record came from, relative to the dump; in an archive: archive/member';
comment on column fact_cables.source_offset is 'offset of the record''s first byte in that file; in Parquet the number of its row, from 0';
comment on column fact_cables.source_length is 'length of the record in bytes; in Parquet 1';
comment on column fact_cables.parser_version is 'version of the parser that read the message';
comment on column fact_cables.loaded_at is 'when the version entered the warehouse, UTC';

create table if not exists fact_recipients (
    cable_id VARCHAR,
    message_id VARCHAR,
    position INTEGER,
    role VARCHAR,
    routing_indicator VARCHAR,
    address VARCHAR,
    attention VARCHAR,
    precedence_stated VARCHAR,
    precedence VARCHAR,
    serial VARCHAR,
    is_collective BOOLEAN,
    post VARCHAR,
    raw VARCHAR
);
comment on table fact_recipients is 'one addressee of a version';
comment on column fact_recipients.cable_id is 'canonical number of the cable';
comment on column fact_recipients.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_recipients.position is '1 for the first addressee of the heading, counted through all roles';
comment on column fact_recipients.role is 'action (TO), info (INFO) or exempt (XMT)';
comment on column fact_recipients.routing_indicator is 'station that delivers, written before the slash';
comment on column fact_recipients.address is 'plain-language address, single blanks, without attention groups';
comment on column fact_recipients.attention is 'offices between double slashes, as written';
comment on column fact_recipients.precedence_stated is 'precedence word on the line; null when there is none';
comment on column fact_recipients.precedence is 'the word, else the prosign of format line 5 for the role';
comment on column fact_recipients.serial is 'number the sender keeps for this addressee; a range as written';
comment on column fact_recipients.is_collective is 'the address stands for a list kept by the relay';
comment on column fact_recipients.post is 'post of dim_posts when the address is a known post';
comment on column fact_recipients.raw is 'the line as written, without its prosign';

create table if not exists fact_tags (
    cable_id VARCHAR,
    message_id VARCHAR,
    position INTEGER,
    tag VARCHAR,
    kind VARCHAR,
    raw VARCHAR,
    repair VARCHAR
);
comment on table fact_tags is 'one TAG of a version';
comment on column fact_tags.cable_id is 'canonical number of the cable';
comment on column fact_tags.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_tags.position is '1 for the first tag';
comment on column fact_tags.tag is 'canonical code; a person as SURNAME, FIRST';
comment on column fact_tags.kind is 'subject, program, country, organization, person or unknown';
comment on column fact_tags.raw is 'as written';
comment on column fact_tags.repair is 'name of the repair that led from raw to tag; null when none was needed';

create table if not exists fact_paragraphs (
    cable_id VARCHAR,
    message_id VARCHAR,
    ordinal INTEGER,
    number INTEGER,
    label VARCHAR,
    portion_mark VARCHAR,
    mark VARCHAR,
    mark_level INTEGER,
    is_noforn BOOLEAN,
    section INTEGER,
    section_kind VARCHAR,
    heading VARCHAR,
    text VARCHAR,
    word_count INTEGER,
    has_protect_phrase BOOLEAN,
    char_start INTEGER,
    char_end INTEGER
);
comment on table fact_paragraphs is 'one paragraph of text, in order';
comment on column fact_paragraphs.cable_id is 'canonical number of the cable';
comment on column fact_paragraphs.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_paragraphs.ordinal is '1 for the first paragraph of the text';
comment on column fact_paragraphs.number is 'number as meant, mangled pilcrows undone; null when unnumbered';
comment on column fact_paragraphs.label is 'letter of a sub-item, such as A, or number of an item with a mark of its own';
comment on column fact_paragraphs.portion_mark is 'classification mark as written between its parentheses';
comment on column fact_paragraphs.mark is 'canonical mark: S/NF, C, SBU, S/REL NATO';
comment on column fact_paragraphs.mark_level is '0 U, 1 SBU/FOUO/LOU, 2 C, 3 S, 4 TS';
comment on column fact_paragraphs.is_noforn is 'the mark forbids release to foreign nationals';
comment on column fact_paragraphs.section is 'transmission section the paragraph starts in, told by page lines';
comment on column fact_paragraphs.section_kind is 'summary, comment, action_request, background, note, bio or body';
comment on column fact_paragraphs.heading is 'heading the paragraph stands under, one line';
comment on column fact_paragraphs.text is 'without number, mark and page lines; lines joined, list items on own lines';
comment on column fact_paragraphs.word_count is 'words of text';
comment on column fact_paragraphs.has_protect_phrase is 'asks to protect a source (''strictly protect'')';
comment on column fact_paragraphs.char_start is 'offset of the first character in the message''s body';
comment on column fact_paragraphs.char_end is 'offset after the last character in the message''s body';

create table if not exists fact_references (
    cable_id VARCHAR,
    message_id VARCHAR,
    position INTEGER,
    label VARCHAR,
    raw VARCHAR,
    kind VARCHAR,
    ref_cable_id VARCHAR,
    year_inferred BOOLEAN,
    note VARCHAR,
    resolution VARCHAR
);
comment on table fact_references is 'one reference of a version';
comment on column fact_references.cable_id is 'canonical number of the cable';
comment on column fact_references.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_references.position is '1 for the first reference';
comment on column fact_references.label is 'letter the text cites it by (ref A)';
comment on column fact_references.raw is 'as written, single blanks';
comment on column fact_references.kind is 'cable, airgram, email, letter, memo, document or unknown';
comment on column fact_references.ref_cable_id is 'canonical number of the cable referred to';
comment on column fact_references.year_inferred is 'the reference states no year: it was taken from the citing cable';
comment on column fact_references.note is 'NOTAL, EXDIS and the like, as written after the number';
comment on column fact_references.resolution is 'resolved, absent, ambiguous or not_a_cable';

create table if not exists fact_routing (
    cable_id VARCHAR,
    message_id VARCHAR,
    position INTEGER,
    routing_indicator VARCHAR
);
comment on table fact_routing is 'one routing indicator on format line 2';
comment on column fact_routing.cable_id is 'canonical number of the cable';
comment on column fact_routing.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_routing.position is '1 for the first indicator';
comment on column fact_routing.routing_indicator is 'called station';

create table if not exists fact_distribution (
    cable_id VARCHAR,
    message_id VARCHAR,
    position INTEGER,
    role VARCHAR,
    office VARCHAR,
    copies INTEGER
);
comment on table fact_distribution is 'one office that the archive''s print of a version says got copies';
comment on column fact_distribution.cable_id is 'canonical number of the cable';
comment on column fact_distribution.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column fact_distribution.position is '1 for the first office, counted through all roles';
comment on column fact_distribution.role is 'action (of what came in), origin (of what went out) or info';
comment on column fact_distribution.office is 'bureau or agency, as written';
comment on column fact_distribution.copies is 'copies it got';

create table if not exists load_issues (
    cable_id VARCHAR,
    message_id VARCHAR,
    code VARCHAR,
    severity VARCHAR,
    detail VARCHAR
);
comment on table load_issues is 'one thing to know about a version''s facts';
comment on column load_issues.cable_id is 'canonical number of the cable';
comment on column load_issues.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column load_issues.code is 'issue code, listed in docs/ISSUES.md';
comment on column load_issues.severity is 'info (repaired or odd), warning (a fact is missing or in doubt)';
comment on column load_issues.detail is 'what was written, and where';

create table if not exists load_dumps (
    dump_id VARCHAR,
    load_order INTEGER,
    carrier VARCHAR,
    release VARCHAR,
    path VARCHAR,
    bytes BIGINT,
    files BIGINT,
    passed_over BIGINT,
    messages BIGINT,
    joined BIGINT,
    cables BIGINT,
    duplicates BIGINT,
    quarantined BIGINT,
    started_at TIMESTAMP,
    finished_at TIMESTAMP,
    parser_version VARCHAR,
    status VARCHAR
);
comment on table load_dumps is 'one dump that was loaded';
comment on column load_dumps.dump_id is 'hash of the dump''s content';
comment on column load_dumps.load_order is '1 for the dump that was loaded first';
comment on column load_dumps.carrier is 'form it came in: cablegate_csv, cablegate_html, plusd_html, archive_text, generic_table, telegram_text or teletype_stream; of a dump also archive, of which nothing can be read';
comment on column load_dumps.release is 'release of expected_totals that it was loaded as; null when as none';
comment on column load_dumps.path is 'where the dump was when it was loaded';
comment on column load_dumps.bytes is 'size of the files read';
comment on column load_dumps.files is 'files read';
comment on column load_dumps.passed_over is 'files that hold no cable, listed in load_passed_over: index pages, images';
comment on column load_dumps.messages is 'messages seen, joined sections as one: new versions + duplicates + quarantined';
comment on column load_dumps.joined is 'further records seen: sections after the first, joined to it';
comment on column load_dumps.cables is 'new versions that the dump brought';
comment on column load_dumps.duplicates is 'records equal to one already loaded or earlier in the dump, or to a part of one';
comment on column load_dumps.quarantined is 'records that could not be read, kept with their bytes';
comment on column load_dumps.started_at is 'when reading began, UTC';
comment on column load_dumps.finished_at is 'when the warehouse was published, UTC';
comment on column load_dumps.parser_version is 'version of the parser that read the message';
comment on column load_dumps.status is 'loaded';

create table if not exists load_duplicates (
    dump_id VARCHAR,
    ordinal BIGINT,
    cable_id VARCHAR,
    message_id VARCHAR,
    parts VARCHAR[],
    source_path VARCHAR,
    source_offset BIGINT
);
comment on table load_duplicates is 'one record equal to a version that was loaded before it or is earlier in its dump, or to a part of one';
comment on column load_duplicates.dump_id is 'hash of the dump''s content';
comment on column load_duplicates.ordinal is 'place of the record in its dump, from 1';
comment on column load_duplicates.cable_id is 'canonical number of the cable';
comment on column load_duplicates.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column load_duplicates.parts is 'messages that it is made of: more than one where sections came by themselves';
comment on column load_duplicates.source_path is 'file the record came from, relative to the dump; in an archive: archive/member';
comment on column load_duplicates.source_offset is 'offset of the record''s first byte in that file; in Parquet the number of its row, from 0';

create table if not exists load_joined (
    dump_id VARCHAR,
    ordinal BIGINT,
    cable_id VARCHAR,
    message_id VARCHAR,
    source_path VARCHAR,
    source_offset BIGINT
);
comment on table load_joined is 'one record that is a section of a telegram after the first that is there, joined to it';
comment on column load_joined.dump_id is 'hash of the dump''s content';
comment on column load_joined.ordinal is 'place of the record in its dump, from 1';
comment on column load_joined.cable_id is 'canonical number of the cable';
comment on column load_joined.message_id is 'hash of the message''s header and body, blanks left out: the same from every carrier';
comment on column load_joined.source_path is 'file the record came from, relative to the dump; in an archive: archive/member';
comment on column load_joined.source_offset is 'offset of the record''s first byte in that file; in Parquet the number of its row, from 0';

create table if not exists load_quarantine (
    dump_id VARCHAR,
    source_path VARCHAR,
    source_offset BIGINT,
    source_length BIGINT,
    reason VARCHAR,
    detail VARCHAR,
    raw_path VARCHAR
);
comment on table load_quarantine is 'one input that could not be read';
comment on column load_quarantine.dump_id is 'hash of the dump''s content';
comment on column load_quarantine.source_path is 'file the record came from, relative to the dump; in an archive: archive/member';
comment on column load_quarantine.source_offset is 'offset of the record''s first byte in that file; in Parquet the number of its row, from 0';
comment on column load_quarantine.source_length is 'length of the record in bytes; in Parquet 1';
comment on column load_quarantine.reason is 'code of the reason';
comment on column load_quarantine.detail is 'what was found, and where';
comment on column load_quarantine.raw_path is 'Parquet file under the home folder that holds the bytes (column raw)';

create table if not exists load_passed_over (
    dump_id VARCHAR,
    source_path VARCHAR,
    reason VARCHAR
);
comment on table load_passed_over is 'one file of a dump, or part of one, that holds no cable';
comment on column load_passed_over.dump_id is 'hash of the dump''s content';
comment on column load_passed_over.source_path is 'file the record came from, relative to the dump; in an archive: archive/member';
comment on column load_passed_over.reason is 'why it is thought to hold none';

create table if not exists load_checks (
    dump_id VARCHAR,
    check_name VARCHAR,
    table_name VARCHAR,
    description VARCHAR,
    severity VARCHAR,
    passed BOOLEAN,
    value BIGINT
);
comment on table load_checks is 'what one check found when one dump was loaded last';
comment on column load_checks.dump_id is 'hash of the dump''s content';
comment on column load_checks.check_name is 'file of sql/checks, without its ending';
comment on column load_checks.table_name is 'table that the check is about';
comment on column load_checks.description is 'what holds where the check passes';
comment on column load_checks.severity is 'error: its rows are wrong; warning: they are worth a look';
comment on column load_checks.passed is 'the check selected no row';
comment on column load_checks.value is 'rows that the check selected';

create table if not exists dim_dates (
    date DATE,
    year INTEGER,
    month INTEGER,
    day INTEGER,
    iso_year INTEGER,
    iso_week INTEGER,
    weekday VARCHAR,
    is_weekend BOOLEAN
);
comment on table dim_dates is 'one day from the first to the last date of a cable';
comment on column dim_dates.date is 'the day; joins fact_cables.date';
comment on column dim_dates.year is 'calendar year';
comment on column dim_dates.month is '1 to 12';
comment on column dim_dates.day is '1 to 31';
comment on column dim_dates.iso_year is 'year of the ISO week';
comment on column dim_dates.iso_week is '1 to 53, weeks begin on Monday';
comment on column dim_dates.weekday is 'Monday to Sunday';
comment on column dim_dates.is_weekend is 'Saturday or Sunday';

create table if not exists dim_routing_indicators (
    routing_indicator VARCHAR,
    address VARCHAR,
    addresses BIGINT,
    lines BIGINT,
    first_seen DATE,
    last_seen DATE,
    post VARCHAR,
    is_collective BOOLEAN,
    in_reference BOOLEAN
);
comment on table dim_routing_indicators is 'one station: a routing indicator of format lines 2, 3, 7, 8 or 9, or of the list of them';
comment on column dim_routing_indicators.routing_indicator is 'four to eight letters';
comment on column dim_routing_indicators.address is 'the address most often written with it';
comment on column dim_routing_indicators.addresses is 'addresses written with it';
comment on column dim_routing_indicators.lines is 'addressees of current versions it delivers to';
comment on column dim_routing_indicators.first_seen is 'date of the first current version that names it on any of those lines';
comment on column dim_routing_indicators.last_seen is 'date of the last one; both are null for a station known from the list alone';
comment on column dim_routing_indicators.post is 'post of dim_posts it serves, the one of that address where it serves several';
comment on column dim_routing_indicators.is_collective is 'stands for a list kept by the relay';
comment on column dim_routing_indicators.in_reference is 'stands in the list of routing indicators';

create table if not exists bridge_routing_addresses (
    routing_indicator VARCHAR,
    address VARCHAR,
    lines BIGINT,
    first_seen DATE,
    last_seen DATE,
    is_collective BOOLEAN,
    in_reference BOOLEAN
);
comment on table bridge_routing_addresses is 'one address that one station delivers to: a station has many addresses, an address many stations';
comment on column bridge_routing_addresses.routing_indicator is 'station, as in fact_recipients';
comment on column bridge_routing_addresses.address is 'plain-language address, as in fact_recipients';
comment on column bridge_routing_addresses.lines is 'addressees of current versions so written; 0 for a pair known from reference alone';
comment on column bridge_routing_addresses.first_seen is 'date of the first such cable';
comment on column bridge_routing_addresses.last_seen is 'date of the last such cable';
comment on column bridge_routing_addresses.is_collective is 'the address stands for a list kept by the relay';
comment on column bridge_routing_addresses.in_reference is 'the pair stands in the list of routing indicators too';

create table if not exists serial_coverage (
    post VARCHAR,
    year INTEGER,
    serials_present BIGINT,
    highest_present INTEGER,
    robust_highest INTEGER,
    left_out BIGINT,
    serials_cited BIGINT,
    highest_cited INTEGER,
    estimate DOUBLE,
    low INTEGER,
    high BIGINT,
    share_present DOUBLE
);
comment on table serial_coverage is 'one post and year: how many cables it numbered, as far as serials tell, and the share that is loaded';
comment on column serial_coverage.post is 'post of the number, without blanks (TELAVIV)';
comment on column serial_coverage.year is 'four-digit year of the number';
comment on column serial_coverage.serials_present is 'distinct serials loaded';
comment on column serial_coverage.highest_present is 'highest of them';
comment on column serial_coverage.robust_highest is 'highest of them without those left out';
comment on column serial_coverage.left_out is 'serials far above all others, against their dates: misread or misfiled';
comment on column serial_coverage.serials_cited is 'distinct serials that are not loaded but cited with their year';
comment on column serial_coverage.highest_cited is 'highest of those, held to the same rule';
comment on column serial_coverage.estimate is 'cables numbered: m * (1 + 1/k) - 1 for k serials up to m, or highest_cited where that is more';
comment on column serial_coverage.low is 'at least so many were numbered: the highest serial known';
comment on column serial_coverage.high is 'at most so many, in 95 of 100 cases: m / 0.05^(1/k); null where a cited serial lies above it';
comment on column serial_coverage.share_present is 'serials loaded and not left out, divided by the estimate';

create table if not exists dim_posts (
    post VARCHAR,
    name VARCHAR,
    page_line_name VARCHAR,
    address VARCHAR,
    kind VARCHAR,
    country VARCHAR,
    country_tag VARCHAR,
    iso2 VARCHAR,
    region VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    geo_source VARCHAR,
    routing_indicator VARCHAR,
    ri_source VARCHAR,
    origin_label VARCHAR,
    confidence VARCHAR,
    source VARCHAR
);
comment on table dim_posts is 'one post or office that sends cables';
comment on column dim_posts.post is 'as it stands in a cable''s number, without blanks (TELAVIV)';
comment on column dim_posts.name is 'as it is spelt elsewhere (TEL AVIV)';
comment on column dim_posts.page_line_name is 'as page lines cut it: ten characters';
comment on column dim_posts.address is 'plain-language address (AMEMBASSY TEL AVIV)';
comment on column dim_posts.kind is 'embassy, consulate, mission or department';
comment on column dim_posts.country is 'country it stands in';
comment on column dim_posts.country_tag is 'TAG of that country from about 1991 to 2010; State''s own code, not ISO';
comment on column dim_posts.iso2 is 'ISO 3166 code of that country';
comment on column dim_posts.region is 'regional bureau it reports to: AF, EAP, EUR, NEA, SCA, WHA or IO; general knowledge, as the Department was organised from 2006 to 2010';
comment on column dim_posts.lat is 'latitude of its city, degrees north';
comment on column dim_posts.lon is 'longitude of its city, degrees east';
comment on column dim_posts.geo_source is 'where latitude and longitude were found';
comment on column dim_posts.routing_indicator is 'station that delivers to it';
comment on column dim_posts.ri_source is 'where the routing indicator was found';
comment on column dim_posts.origin_label is 'origin as the carriers of Cablegate label it';
comment on column dim_posts.confidence is 'how far to trust name or meaning: source (stands in one), confirmed (recalled, borne out by the cables), inferred (read off the cables), recalled or guessed (no source), code only (no name found)';
comment on column dim_posts.source is 'where the row was found';

create table if not exists dim_tags (
    tag VARCHAR,
    era VARCHAR,
    first_year INTEGER,
    last_year INTEGER,
    kind VARCHAR,
    name VARCHAR,
    category VARCHAR,
    iso2 VARCHAR,
    note VARCHAR,
    confidence VARCHAR,
    source VARCHAR
);
comment on table dim_tags is 'one TAG in one era: codes change their meaning, so look up tag and year';
comment on column dim_tags.tag is 'code';
comment on column dim_tags.era is 'years of this meaning; c where a year is approximate, open where no end is known';
comment on column dim_tags.first_year is 'first year of the era';
comment on column dim_tags.last_year is 'last year of the era; null when no end is known';
comment on column dim_tags.kind is 'subject, program, country or organization; regions of the world count as country';
comment on column dim_tags.name is 'what it stands for; null for a code that is only known from use';
comment on column dim_tags.category is 'field of a subject TAG in the 1974 handbook';
comment on column dim_tags.iso2 is 'ISO 3166 code of the country';
comment on column dim_tags.note is 'what else is known of it';
comment on column dim_tags.confidence is 'how far to trust name or meaning: source (stands in one), confirmed (recalled, borne out by the cables), inferred (read off the cables), recalled or guessed (no source), code only (no name found)';
comment on column dim_tags.source is 'where the row was found';

create table if not exists dim_classifications (
    classification VARCHAR,
    class_level INTEGER,
    is_noforn BOOLEAN,
    circuit_letter VARCHAR,
    written VARCHAR,
    portion_marks VARCHAR,
    note VARCHAR,
    source VARCHAR
);
comment on table dim_classifications is 'one classification a cable may bear';
comment on column dim_classifications.classification is 'as in fact_cables';
comment on column dim_classifications.class_level is '0 U, 1 FOUO/LOU, 2 C, 3 S, 4 TS';
comment on column dim_classifications.is_noforn is 'not releasable to foreign nationals';
comment on column dim_classifications.circuit_letter is 'letter of format line 4 that goes with it';
comment on column dim_classifications.written is 'how the classification line writes it';
comment on column dim_classifications.portion_marks is 'marks of paragraphs of this level';
comment on column dim_classifications.note is 'what else is known of it';
comment on column dim_classifications.source is 'where the row was found';

create table if not exists dim_precedences (
    precedence VARCHAR,
    prosign VARCHAR,
    rank INTEGER,
    note VARCHAR,
    confidence VARCHAR,
    source VARCHAR
);
comment on table dim_precedences is 'one precedence';
comment on column dim_precedences.precedence is 'as in fact_cables and fact_recipients';
comment on column dim_precedences.prosign is 'letter on format line 5';
comment on column dim_precedences.rank is '1 for the most urgent';
comment on column dim_precedences.note is 'what else is known of it';
comment on column dim_precedences.confidence is 'how far to trust name or meaning: source (stands in one), confirmed (recalled, borne out by the cables), inferred (read off the cables), recalled or guessed (no source), code only (no name found)';
comment on column dim_precedences.source is 'where the row was found';

create table if not exists dim_captions (
    caption VARCHAR,
    canonical VARCHAR,
    class VARCHAR,
    meaning VARCHAR,
    confidence VARCHAR,
    source VARCHAR
);
comment on table dim_captions is 'one caption: an instruction on handling or distribution';
comment on column dim_captions.caption is 'as in fact_cables';
comment on column dim_captions.canonical is 'short name, the same for all ways of writing it';
comment on column dim_captions.class is 'distribution, control, channel, handling, agency, notice or reference';
comment on column dim_captions.meaning is 'what it asks for';
comment on column dim_captions.confidence is 'how far to trust name or meaning: source (stands in one), confirmed (recalled, borne out by the cables), inferred (read off the cables), recalled or guessed (no source), code only (no name found)';
comment on column dim_captions.source is 'where the row was found';

create table if not exists dim_executive_orders (
    eo_number VARCHAR,
    president VARCHAR,
    signed_on DATE,
    in_force_from DATE,
    in_force_to DATE,
    line_values VARCHAR,
    reason_section VARCHAR,
    note VARCHAR,
    confidence VARCHAR,
    source VARCHAR
);
comment on table dim_executive_orders is 'one executive order on classification';
comment on column dim_executive_orders.eo_number is 'as in fact_cables';
comment on column dim_executive_orders.president is 'who signed it';
comment on column dim_executive_orders.signed_on is 'date of signature';
comment on column dim_executive_orders.in_force_from is 'first day in force';
comment on column dim_executive_orders.in_force_to is 'last day in force; null while it is';
comment on column dim_executive_orders.line_values is 'what stands after its number on the E.O. line';
comment on column dim_executive_orders.reason_section is 'section that lists the grounds of classification';
comment on column dim_executive_orders.note is 'what else is known of it';
comment on column dim_executive_orders.confidence is 'how far to trust name or meaning: source (stands in one), confirmed (recalled, borne out by the cables), inferred (read off the cables), recalled or guessed (no source), code only (no name found)';
comment on column dim_executive_orders.source is 'where the row was found';

create table if not exists expected_totals (
    source_release VARCHAR,
    grain VARCHAR,
    key VARCHAR,
    expected BIGINT,
    tolerance BIGINT,
    citation VARCHAR
);
comment on table expected_totals is 'one total that was published of a release, to reconcile a full load with';
comment on column expected_totals.source_release is 'cablegate-2011 or nara-cfpf';
comment on column expected_totals.grain is 'total, year, post, tag or classification_label';
comment on column expected_totals.key is 'the year, post, tag or label counted';
comment on column expected_totals.expected is 'the published count';
comment on column expected_totals.tolerance is 'difference that is no error, in cables';
comment on column expected_totals.citation is 'who published it';
