-- touched: under the names of the tables, only what a load has touched, so that its checks cost by its own size.
--
-- Runs after sql/star. A temp view is looked up before the table of its name, by other views too; the tables
-- themselves are in cables.main, as in any database file of that name. Touched are the cables of which the dump has
-- records or had, with all that belongs to them, and the references of other cables to cables which came or went.
-- What the load put in stands behind the last rows of before; the rows above are looked through only for cables that
-- were there. Published totals count all that there is of a release, so all cables are touched by a dump that was
-- loaded as one, or that changes what another dump which was brought or repeats.

set variable of_release = exists (
    from records join cables.main.load_dumps using (dump_id)
    where release is not null and not (was_version and is_version)
) or exists (from cables.main.load_dumps where dump_id = getvariable('dump_id') and release is not null);

create or replace temp view load_dumps as
from cables.main.load_dumps where release is null or getvariable('of_release');

create or replace temp table touched as
from affected
union
select cable_id from cables.main.fact_cables where getvariable('of_release');

create or replace temp table touched_before as
select distinct cable_id from known_versions
union
select cable_id from cables.main.fact_cables where getvariable('of_release');

create or replace temp table fact_cables_before as
from cables.main.fact_cables
where rowid in (
    select rowid from cables.main.fact_cables semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_cables
);

create or replace temp view fact_cables as
from cables.main.fact_cables where rowid > getvariable('last_rows').fact_cables
union all
from fact_cables_before;

create or replace temp table fact_recipients_before as
from cables.main.fact_recipients
where rowid in (
    select rowid from cables.main.fact_recipients semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_recipients
);

create or replace temp view fact_recipients as
from cables.main.fact_recipients where rowid > getvariable('last_rows').fact_recipients
union all
from fact_recipients_before;

create or replace temp table fact_tags_before as
from cables.main.fact_tags
where rowid in (
    select rowid from cables.main.fact_tags semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_tags
);

create or replace temp view fact_tags as
from cables.main.fact_tags where rowid > getvariable('last_rows').fact_tags
union all
from fact_tags_before;

create or replace temp table fact_paragraphs_before as
select * exclude (text)
from cables.main.fact_paragraphs
where rowid in (
    select rowid from cables.main.fact_paragraphs semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_paragraphs
);

create or replace temp view fact_paragraphs as
select * exclude (text)
from cables.main.fact_paragraphs where rowid > getvariable('last_rows').fact_paragraphs
union all
from fact_paragraphs_before;

create or replace temp table fact_references_before as
from cables.main.fact_references
where rowid in (
    select rowid from cables.main.fact_references semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_references
)
union all
from cables.main.fact_references anti join touched_before using (cable_id)
where rowid <= getvariable('last_rows').fact_references and rowid in (select reference from unsettled);

create or replace temp view fact_references as
from cables.main.fact_references where rowid > getvariable('last_rows').fact_references
union all
from fact_references_before;

create or replace temp table fact_routing_before as
from cables.main.fact_routing
where rowid in (
    select rowid from cables.main.fact_routing semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_routing
);

create or replace temp view fact_routing as
from cables.main.fact_routing where rowid > getvariable('last_rows').fact_routing
union all
from fact_routing_before;

create or replace temp table fact_distribution_before as
from cables.main.fact_distribution
where rowid in (
    select rowid from cables.main.fact_distribution semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').fact_distribution
);

create or replace temp view fact_distribution as
from cables.main.fact_distribution where rowid > getvariable('last_rows').fact_distribution
union all
from fact_distribution_before;

create or replace temp table load_issues_before as
from cables.main.load_issues
where rowid in (
    select rowid from cables.main.load_issues semi join touched_before using (cable_id)
    where rowid <= getvariable('last_rows').load_issues
);

create or replace temp view load_issues as
from cables.main.load_issues where rowid > getvariable('last_rows').load_issues
union all
from load_issues_before;

create or replace temp view load_duplicates as
from cables.main.load_duplicates where cable_id in (from touched) or dump_id = getvariable('dump_id');

create or replace temp view load_joined as from cables.main.load_joined where dump_id = getvariable('dump_id');
create or replace temp view load_quarantine as from cables.main.load_quarantine where dump_id = getvariable('dump_id');
create or replace temp view load_passed_over as
from cables.main.load_passed_over where dump_id = getvariable('dump_id');
