// Minimal documents of public bug reports, which Gatehouse once published wrongly: their bodies.

/** The login of FastAPI's tutorial, an upload without `format: binary`, and XML as in Petstore 3.0. */
export const forms = `openapi: 3.0.2
info: { title: Login, version: 0.1.0 }
paths:
  /token:
    post:
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: { type: object, required: [username, password], properties: { username: { type: string }, password: { type: string } } }
      responses: { "200": { description: ok } }
  /upload:
    post:
      requestBody:
        content: { multipart/form-data: { schema: { type: object, properties: { note: { type: string } } } } }
      responses: { "200": { description: ok } }
  /pet:
    post:
      requestBody:
        content:
          application/json: { schema: { type: object, properties: { name: { type: string } } } }
          application/xml: { schema: { type: object, properties: { name: { type: string } } } }
          text/plain: { schema: { type: string } }
      responses: { "200": { description: ok } }
`;

/** As drf-spectacular writes a model with its key: one schema for requests and responses. */
export const readOnly = `openapi: 3.0.3
info: { title: Items, version: 1.0.0 }
paths:
  /items:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } } }
components:
  schemas:
    Item:
      type: object
      required: [id, name]
      properties: { id: { type: integer, readOnly: true }, name: { type: string } }
`;

/** As NestJS and drf-spectacular write an object that may be null. */
export const nullable = `openapi: 3.0.0
info: { title: Items, version: "1.0" }
paths:
  /items:
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Item" } } } }
      responses: { "201": { description: made } }
components:
  schemas:
    Owner: { type: object, properties: { name: { type: string } } }
    Item:
      type: object
      required: [owner]
      properties:
        owner: { nullable: true, allOf: [{ $ref: "#/components/schemas/Owner" }] }
        kind: { type: string, enum: [a, b], nullable: true }
`;

/** An escape that JavaScript takes only without the flag u, as in the document of Amazon Polly. */
export const pattern = `openapi: 3.0.0
info: { title: Users, version: "1.0" }
paths:
  /users:
    post:
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { email: { type: string, pattern: '^\\S+\\@\\S+$' } } } } } }
      responses: { "201": { description: made } }
`;

/** Inline composed and primitive schemas (aws/aws-cdk#24844). */
export const composed = `openapi: 3.0.3
info: { title: test API, version: 0.0.1 }
paths:
  /test:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema:
                allOf:
                  - { type: object, properties: { a: { type: string } } }
                  - { type: object, properties: { b: { type: string } } }
    put:
      requestBody:
        content:
          application/json:
            schema:
              oneOf:
                - { type: object, required: [a], properties: { a: { type: string } } }
                - { type: object, required: [b], properties: { b: { type: string } } }
      responses: { "200": { description: ok, content: { text/plain: { schema: { type: string } } } } }
`;

/** An enum with a value twice. */
export const enumTwice = `openapi: 3.0.3
info: { title: t, version: 0.0.1 }
paths:
  /p:
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/P" } } } }
      responses: { "200": { description: ok } }
components:
  schemas:
    P: { type: object, required: [status], properties: { status: { type: string, enum: [A, A] } } }
`;

/** A list with a limit. */
export const maxItems = `openapi: 3.0.3
info: { title: Tags, version: 1.0.0 }
paths:
  /tags:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { tags: { type: array, maxItems: 2, items: { type: string } } } } } } }
      responses: { "200": { description: ok } }
`;

/** The range of all types as springdoc writes it, and that of JSON types as Swashbuckle does. */
export const ranges = `openapi: 3.0.1
info: { title: OpenAPI definition, version: v0 }
paths:
  /todos:
    post:
      requestBody: { content: { "application/*+json": { schema: { $ref: "#/components/schemas/Todo" } } } }
      responses: { "200": { description: OK, content: { "*/*": { schema: { $ref: "#/components/schemas/Todo" } } } } }
components: { schemas: { Todo: { type: object, properties: { title: { type: string } } } } }
`;
