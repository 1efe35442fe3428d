-- The version of the parser that read each dump last; null where no record could be read.
select dump_id, parser_version from load_dumps;
