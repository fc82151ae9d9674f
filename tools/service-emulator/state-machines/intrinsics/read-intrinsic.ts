import { type Evaluate, readPath } from "../paths";
import { DefinitionError } from "../states-error";
import { intrinsicFunctions } from "./intrinsic-functions";

/**
 * Reads a call of an intrinsic function, such as `States.Format('{}-{}', $.a, States.UUID())`
 * (step-functions/latest/dg/intrinsic-functions).
 * @throws {DefinitionError} if it is malformed or the function is unknown.
 */
export function readIntrinsic(text: string): Evaluate {
    const reader = new Reader(text);
    const evaluate = reader.call();
    reader.end();
    return evaluate;
}

class Reader {
    private position = 0;

    constructor(private readonly text: string) {}

    call(): Evaluate {
        const name = this.take(/\s*(States\.\w+)\s*\(/y);
        if (name === undefined) throw this.malformed();
        const run = intrinsicFunctions[name];
        if (run === undefined) throw new DefinitionError(`the interpreter has no intrinsic function "${name}"`);
        const parameters = this.parameters();
        return (scope) =>
            run(
                parameters.map((parameter) => parameter(scope)),
                scope,
            );
    }

    end(): void {
        this.take(/\s*()/y);
        if (this.position < this.text.length) throw this.malformed();
    }

    private parameters(): readonly Evaluate[] {
        if (this.take(/\s*(\))/y) !== undefined) return [];
        const parameters: Evaluate[] = [];
        for (;;) {
            parameters.push(this.parameter());
            const separator = this.take(/\s*([,)])/y);
            if (separator === undefined) throw this.malformed();
            if (separator === ")") return parameters;
        }
    }

    private parameter(): Evaluate {
        const string = this.take(/\s*'((?:[^'\\]|\\.)*)'/y);
        if (string !== undefined) return () => string;
        const literal = this.take(/\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y);
        if (literal !== undefined) return () => JSON.parse(literal);
        // A path ends at a comma or a parenthesis outside of brackets.
        const path = this.take(/\s*(\$(?:\[[^\]]*\]|[^,()[\]\s])*)/y);
        return path === undefined ? this.call() : readPath(path);
    }

    // The first group of a sticky pattern at the position.
    private take(pattern: RegExp): string | undefined {
        pattern.lastIndex = this.position;
        const match = pattern.exec(this.text);
        if (match === null) return undefined;
        this.position = pattern.lastIndex;
        return match[1];
    }

    private malformed(): DefinitionError {
        return new DefinitionError(`"${this.text}" is not an intrinsic function (at character ${this.position + 1})`);
    }
}
