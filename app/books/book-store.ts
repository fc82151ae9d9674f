import type { Book, BookInput } from "./book";

/** Keeps books in memory: each replica has its own, and they go when it ends. */
export class BookStore {
    private readonly books = new Map<string, Book>();

    /** Lists books by title: those of an author, or all, but at most `limit`. */
    list(author: string | undefined, limit: number): Book[] {
        const all = [...this.books.values()].sort((a, b) => a.title.localeCompare(b.title, "en"));
        return all.filter((book) => author === undefined || book.authors.includes(author)).slice(0, limit);
    }

    get(isbn: string): Book | undefined {
        return this.books.get(isbn);
    }

    /** Adds a book; false if there is one with its ISBN. */
    create(book: Book): boolean {
        if (this.books.has(book.isbn)) return false;
        this.books.set(book.isbn, book);
        return true;
    }

    /** Replaces all of a book but its ISBN; undefined if there is none. */
    replace(isbn: string, input: BookInput): Book | undefined {
        if (!this.books.has(isbn)) return undefined;
        const book = { isbn, ...input };
        this.books.set(isbn, book);
        return book;
    }

    /** Deletes a book; false if there is none. */
    delete(isbn: string): boolean {
        return this.books.delete(isbn);
    }
}
