create table shelf (
  id bigint not null primary key,
  title ${text} not null,
  width bigint not null default 0
);
insert into shelf (id, title) values (1, 'a; b');
create table book (
  id bigint not null primary key,
  shelf bigint not null references shelf (id)
);
create index book_of on book (shelf);
