-- forget: takes out what is left of a dump once sql/star has loaded it from a lake in which it has no records.
-- Runs after sql/touched.sql, which makes views under the names of tables: the tables are in cables.main.

delete from cables.main.load_checks where dump_id = getvariable('dump_id');

delete from cables.main.load_dumps where dump_id = getvariable('dump_id');

-- the dumps that came after it move up, as if it had never been there
update cables.main.load_dumps set load_order = load_order - 1 where load_order > getvariable('load_order');
