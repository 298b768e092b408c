create table book (
  id bigint not null primary key,
  shelf bigint not null references shelf (id)
);
create index book_of on book (shelf);
