-- touched: under the names of the tables, only what a load has touched, so that its checks cost by its own size.
--
-- Runs after sql/star. A temp view is looked up before the table of its name, by other views too; the tables
-- themselves are in cables.main, as in any database file of that name. A touched cable is here with all that belongs
-- to it. Touched are: the cables of which the dump has records or had, those that they cite, and those that cite
-- cables which came or went. Published totals count all that there is of a release, so all cables are touched by a
-- dump that was loaded as one, or that changes what another dump which was brought or repeats.

set variable of_release = exists (
    from records join cables.main.load_dumps using (dump_id)
    where release is not null and not (was_version and is_version)
) or exists (from cables.main.load_dumps where dump_id = getvariable('dump_id') and release is not null);

create or replace temp view load_dumps as
from cables.main.load_dumps where release is null or getvariable('of_release');

create or replace temp view fact_references as
from cables.main.fact_references
where cable_id in (from affected) or rowid in (select reference from unsettled) or getvariable('of_release');

create or replace temp table touched as
from affected
union
select cable_id from fact_references
union
select ref_cable_id from fact_references where ref_cable_id is not null
union
select cable_id from cables.main.fact_cables where getvariable('of_release');

create or replace temp view fact_cables as from cables.main.fact_cables semi join touched using (cable_id);
create or replace temp view fact_recipients as from cables.main.fact_recipients semi join touched using (cable_id);
create or replace temp view fact_tags as from cables.main.fact_tags semi join touched using (cable_id);
create or replace temp view fact_paragraphs as from cables.main.fact_paragraphs semi join touched using (cable_id);
create or replace temp view fact_routing as from cables.main.fact_routing semi join touched using (cable_id);
create or replace temp view fact_distribution as from cables.main.fact_distribution semi join touched using (cable_id);
create or replace temp view load_issues as from cables.main.load_issues semi join touched using (cable_id);

create or replace temp view load_duplicates as
from cables.main.load_duplicates where cable_id in (from touched) or dump_id = getvariable('dump_id');

create or replace temp view load_joined as from cables.main.load_joined where dump_id = getvariable('dump_id');
create or replace temp view load_quarantine as from cables.main.load_quarantine where dump_id = getvariable('dump_id');
create or replace temp view load_passed_over as
from cables.main.load_passed_over where dump_id = getvariable('dump_id');
