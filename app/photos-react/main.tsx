import { type Container, createRoot } from "react-dom/client";
import { PhotosPage } from "./page";

// The project's other programs run without a document, and so do its types.
const { document } = globalThis as unknown as { document: { getElementById(id: string): Container } };

createRoot(document.getElementById("root")).render(<PhotosPage />);
