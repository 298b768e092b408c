alter table shelf add column width bigint not null default 0;
