-- Dumps that another version of the parser read, or of which none could read a message: set variable version = '...';
select dump_id from load_dumps where parser_version is distinct from getvariable('version') order by load_order;
