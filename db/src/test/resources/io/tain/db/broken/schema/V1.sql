create table broken (
  id bigint not null primary key
);
