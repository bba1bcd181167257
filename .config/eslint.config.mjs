import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/*.js', '**/*.cjs', 'test/types/cells/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: '../tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      // What a cell, a broker or danfo hands over is of unknown type, and String(…) of it is meant.
      '@typescript-eslint/no-base-to-string': 'off',
      // Methods of tslab and kafkajs are wrapped with their own `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Declaration merging extends interfaces without adding members of their own.
      '@typescript-eslint/no-empty-object-type': 'off',
      // Vectors are unions over element types; an unused type parameter names a rule's shape.
      '@typescript-eslint/require-await': 'off',
    },
  },
  // Jest types its asymmetric matchers (expect.stringContaining) as any.
  { files: ['**/test/**/*.ts'], rules: { '@typescript-eslint/no-unsafe-assignment': 'off', '@typescript-eslint/no-unsafe-argument': 'off' } },
)
