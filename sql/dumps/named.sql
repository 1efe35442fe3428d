-- A dump, where it lay, and the versions it brought: set variable dump_id = '...';
select dump_id, path, cables from load_dumps where dump_id = getvariable('dump_id');
