create table half_done (
  id bigint not null primary key
);
alter table no_such_table add column width bigint;
