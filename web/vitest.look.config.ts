// Pictures of the built page for people to look at, in build/look of the project.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/look/**/*.look.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 120_000,
  },
});
