import type { Book, BookInput } from "./book";

/** Keeps books in the memory of one process: each replica has its own, and they are lost when it ends. */
export class BookStore {
    private readonly books = new Map<string, Book>();

    /** Lists at most `limit` books by title; with `author`, only those by that author. */
    list(author: string | undefined, limit: number): Book[] {
        const all = [...this.books.values()].sort((a, b) => a.title.localeCompare(b.title, "en"));
        return all.filter((book) => author === undefined || book.authors.includes(author)).slice(0, limit);
    }

    get(isbn: string): Book | undefined {
        return this.books.get(isbn);
    }

    /** Adds a book; returns false if its ISBN is taken. */
    create(book: Book): boolean {
        if (this.books.has(book.isbn)) return false;
        this.books.set(book.isbn, book);
        return true;
    }

    /** Replaces every field but the ISBN; returns undefined if there is no such book. */
    replace(isbn: string, input: BookInput): Book | undefined {
        if (!this.books.has(isbn)) return undefined;
        const book = { isbn, ...input };
        this.books.set(isbn, book);
        return book;
    }

    /** Deletes a book; returns false if there is no such book. */
    delete(isbn: string): boolean {
        return this.books.delete(isbn);
    }
}
