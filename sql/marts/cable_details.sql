-- cable_details: the current version of every cable: heading as sent, further fields, provenance.
-- Its heading stands in the lake: set variable lake = 'data/lake';
-- set variable dumps = (select list(dump_id) from load_dumps)
-- Asked piece by piece (sql/pieces/cable_id.sql): the cables from the variable piece_from on and before piece_before; all
-- where neither is set.
with piece as materialized (
    select *
    from cables
    where (getvariable('piece_before') is null or cable_id < getvariable('piece_before')::varchar)
        and (getvariable('piece_from') is null or cable_id >= getvariable('piece_from')::varchar)
),
messages as (
    select dump_id, ordinal, header
    from read_parquet(
        list_transform(
            getvariable('dumps'), lambda dump: getvariable('lake') || '/messages/dump=' || dump || '/*.parquet'
        ),
        hive_partitioning = false
    )
    semi join piece using (dump_id, ordinal)
),
routed as (
    select cable_id, list(routing_indicator order by position) as routing
    from routing semi join piece using (cable_id)
    group by cable_id
),
distributed as (
    select cable_id, list(concat_ws(' ', role, office, copies) order by position) as distribution
    from distribution semi join piece using (cable_id)
    group by cable_id
)
select
    cable_id, unless_source(header, source_words) as header, cable_id_raw, body_cable_id, serial, filed_at, date_source,
    header_kind, transmission_id, routing_precedence, origin_ri, station_serial, header_section, circuit_class,
    operating_signals, unless_source(security_note, source_words) as security_note, precedence_info,
    unless_source(time_note, source_words) as time_note, unless_source(from_address, source_words) as from_address,
    classification_source, unless_source(class_line, source_words) as class_line,
    all_unless_source(pass_lines, source_words) as pass_lines, eo_number,
    unless_source(eo_value, source_words) as eo_value,
    declassify_on, declass_rule, subject_mark, unless_source(classified_by, source_words) as classified_by,
    unless_source(drafter, source_words) as drafter, unless_source(approver, source_words) as approver,
    unless_source(signer, source_words) as signer, section_count, sections_seen, page_line_count, unread_chars,
    coalesce(routing, []) as routing, coalesce(distribution, []) as distribution,
    unless_source(attributes::json::varchar, source_words) as attributes, message_id, version, parts, created_label,
    released_on, origin_label, classification_label, carrier, dump_id, source_path, source_offset, source_length,
    parser_version, loaded_at,
    names_source(
        concat_ws(
            chr(10), header, security_note, time_note, from_address, class_line,
            array_to_string(pass_lines, chr(10)), eo_value, classified_by, drafter, approver, signer,
            attributes::json::varchar
        ),
        source_words
    ) as is_protected
from piece
left join messages using (dump_id, ordinal)
left join routed using (cable_id)
left join distributed using (cable_id)
left join source_names using (cable_id);
